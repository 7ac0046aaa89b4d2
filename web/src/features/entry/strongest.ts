import type { Evidence } from "@/sync/rows";
import { groupOf, KINDS } from "./findings";
import type { Place } from "./marks";

/** Findings of each kind that are marked before more is asked for. */
const PER_KIND = 2;

/**
 * The pieces of evidence (by index) to mark at first: of each kind the two strongest findings, each at the place where
 * it is strongest. Everything at once would leave no word unmarked.
 */
export function strongestOf(
  evidence: readonly Evidence[],
  places: readonly (Place | undefined)[],
): ReadonlySet<number> {
  return new Set(KINDS.flatMap((kind) => strongestOfKind(kind, evidence, places)));
}

function strongestOfKind(
  kind: string,
  evidence: readonly Evidence[],
  places: readonly (Place | undefined)[],
): readonly number[] {
  const best = new Map<string, number>();
  const strength = (index: number) => evidence[index]?.strength ?? 0;
  for (const [index, piece] of evidence.entries()) {
    if (piece.kind !== kind || !places[index]) continue;
    const key = groupOf(piece);
    const known = best.get(key);
    if (known === undefined || strength(index) > strength(known)) best.set(key, index);
  }
  return [...best.values()].sort((a, b) => strength(b) - strength(a)).slice(0, PER_KIND);
}
