import { likeness, wordsOf } from "./words";

/** Paragraphs of one text beside those of the other that stand in their place. */
export interface Beside {
  readonly one: readonly string[];
  readonly other: readonly string[];
}

/** From this likeness on, a paragraph counts as another form of the other. */
const ALIKE = 0.4;
/** What it counts that two paragraphs are the same empty line: less than any words. */
const EMPTY = 0.000_1;
/** More pairs than these are not compared one by one. */
const MOST_PAIRS = 10_000;

/**
 * Puts the paragraphs of two texts beside each other: each beside the one of the other text that it is a form of, in order, and
 * together what stands between those.
 */
export function aligned(one: readonly string[], other: readonly string[]): readonly Beside[] {
  const pairs = pairsOf(one, other);
  const rows: Beside[] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...pairs, [one.length, other.length] as const]) {
    if (nextI > i || nextJ > j) rows.push({ one: one.slice(i, nextI), other: other.slice(j, nextJ) });
    if (nextI < one.length) rows.push({ one: one.slice(nextI, nextI + 1), other: other.slice(nextJ, nextJ + 1) });
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return rows;
}

/** Which paragraphs are forms of which, by index and in order: those that are most alike all together. */
function pairsOf(one: readonly string[], other: readonly string[]): (readonly [number, number])[] {
  if (one.length * other.length > MOST_PAIRS) return [];
  const [ones, others] = [one.map(wordsOf), other.map(wordsOf)];
  const alike = ones.map((a, i) => others.map((b, j) => (one[i] === other[j] ? EMPTY : 0) + likeness(a, b)));
  const value = (i: number, j: number) => alike[i]?.[j] ?? 0;
  // best[i][j]: the most that the paragraphs from i and from j on can be alike.
  const best = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0));
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  const paired = (i: number, j: number) =>
    value(i, j) < ALIKE && value(i, j) !== EMPTY ? -1 : value(i, j) + at(i + 1, j + 1);
  for (let i = one.length - 1; i >= 0; i -= 1) {
    const row = best[i] ?? [];
    for (let j = other.length - 1; j >= 0; j -= 1) row[j] = Math.max(at(i + 1, j), at(i, j + 1), paired(i, j));
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (paired(i, j) === at(i, j)) {
      pairs.push([i, j]);
      [i, j] = [i + 1, j + 1];
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}
