import { diffArrays } from "diff";
import { aligned } from "./aligned";

/** Paragraphs that two texts share, or those that stand in one in place of those in the other. A paragraph is a line. */
export type Part =
  | { readonly kind: "same"; readonly paragraphs: readonly string[] }
  | { readonly kind: "different"; readonly one: readonly string[]; readonly other: readonly string[] };

/** From this many differing paragraphs on, two texts count as different from beginning to end. */
const MOST_EDITS = 1_000;

/** Two texts side by side, from their first paragraphs to their last. */
export function partsOf(one: string, other: string): readonly Part[] {
  const [ones, others] = [paragraphsOf(one), paragraphsOf(other)];
  const parts: Part[] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...anchorsOf(ones, others), [ones.length, others.length] as const]) {
    for (const row of aligned(ones.slice(i, nextI), others.slice(j, nextJ))) addTo(parts, row.one, row.other);
    addTo(parts, ones.slice(nextI, nextI + 1), others.slice(nextJ, nextJ + 1));
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return parts;
}

/** The paragraphs of a text, with the empty lines between them. */
export function paragraphsOf(text: string): string[] {
  return text.split("\n");
}

/** Whether a paragraph is but an empty line. */
export function isEmptyLine(paragraph: string): boolean {
  return paragraph.trim() === "";
}

/** Where the same words stand in both, by index. Empty lines are alike everywhere and say nothing of what belongs together. */
function anchorsOf(ones: readonly string[], others: readonly string[]): (readonly [number, number])[] {
  const written = (paragraphs: readonly string[]) =>
    paragraphs.flatMap((paragraph, index) => (isEmptyLine(paragraph) ? [] : { paragraph, index }));
  const [some, rest] = [written(ones), written(others)];
  const words = (list: typeof some) => list.map(({ paragraph }) => paragraph);
  const changes = diffArrays(words(some), words(rest), { maxEditLength: MOST_EDITS }) ?? [];
  const anchors: (readonly [number, number])[] = [];
  let [i, j] = [0, 0];
  for (const { count, added, removed } of changes) {
    if (!added && !removed) {
      for (let nth = 0; nth < count; nth += 1) anchors.push([some[i + nth]?.index ?? 0, rest[j + nth]?.index ?? 0]);
    }
    if (!added) i += count;
    if (!removed) j += count;
  }
  return anchors;
}

function addTo(parts: Part[], one: readonly string[], other: readonly string[]): void {
  if (one.length + other.length === 0) return;
  const isSame = one.length === other.length && one.every((paragraph, index) => paragraph === other[index]);
  const last = parts.at(-1);
  if (!isSame) parts.push({ kind: "different", one, other });
  else if (last?.kind === "same") parts.splice(-1, 1, { kind: "same", paragraphs: [...last.paragraphs, ...one] });
  else parts.push({ kind: "same", paragraphs: one });
}
