import type { HealthSummary } from "@/api/personHealth";
import type { PersonRow } from "@/sync/rows";

/**
 * `people` with those first about whom something changed, as far as the weeks bear it out: the larger the change, the
 * earlier. The others stay in their order.
 */
export function worthALook(
  people: readonly PersonRow[],
  health: ReadonlyMap<string, HealthSummary> | undefined,
): readonly PersonRow[] {
  const change = ({ id }: PersonRow) => {
    const found = health?.get(id);
    return found?.trend_certainty === "supported" ? Math.abs(found.trend_change ?? 0) : 0;
  };
  return people.toSorted((one, other) => change(other) - change(one));
}

/** Whether that is another order than by name. */
export function isAnyWorthALook(health: ReadonlyMap<string, HealthSummary> | undefined): boolean {
  return [...(health?.values() ?? [])].some((it) => it.trend_certainty === "supported" && (it.trend_change ?? 0) !== 0);
}
