import type { HealthSummary } from "@/api/personHealth";
import type { PersonRow } from "@/sync/rows";

/** By person. */
type Health = ReadonlyMap<string, HealthSummary> | undefined;

/**
 * `people` with those first about whom something changed, as far as the weeks bear it out: the larger the change, the
 * earlier. The others stay in their order.
 */
export function worthALook(people: readonly PersonRow[], health: Health): readonly PersonRow[] {
  const change = ({ id }: PersonRow) => changeOf(health?.get(id));
  return people.toSorted((one, other) => change(other) - change(one));
}

/** Whether that is another order than by name. */
export function isAnyWorthALook(health: Health): boolean {
  return [...(health?.values() ?? [])].some((it) => changeOf(it) > 0);
}

function changeOf(health: HealthSummary | undefined): number {
  return health?.trend_certainty === "supported" ? Math.abs(health.trend_change ?? 0) : 0;
}
