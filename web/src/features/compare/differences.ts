import { isEmptyLine, partsOf } from "@/lib/diff/paragraphs";

/** What is kept where two texts differ. */
export type Choice = "one" | "other" | "both";

/** What was chosen, by the keys of the differences. */
export type Choices = ReadonlyMap<string, Choice>;

/** What the two versions are called. */
export type Names = readonly [one: string, other: string];

/** Where two texts differ: what each has there, possibly nothing. */
export interface Difference {
  /** The same for the same paragraphs, so that a choice outlives changes elsewhere in the texts. */
  readonly key: string;
  readonly one: readonly string[];
  readonly other: readonly string[];
}

/** Two texts from beginning to end. Nobody is asked about `spacing`: there they differ in empty lines alone. */
export type Part =
  | { readonly kind: "same"; readonly paragraphs: readonly string[] }
  | { readonly kind: "different" | "spacing"; readonly difference: Difference };

export function compareTexts(one: string, other: string): readonly Part[] {
  const seen = new Map<string, number>();
  return partsOf(one, other).map((part): Part => {
    if (part.kind === "same") return part;
    const content = JSON.stringify([part.one, part.other]);
    const nth = (seen.get(content) ?? 0) + 1;
    seen.set(content, nth);
    const isSpacing = [...part.one, ...part.other].every(isEmptyLine);
    const difference = { key: `${nth} ${content}`, one: part.one, other: part.other };
    return { kind: isSpacing ? "spacing" : "different", difference };
  });
}

/** The differences that somebody has to decide. */
export function openQuestions(parts: readonly Part[]): readonly Difference[] {
  return parts.flatMap((part) => (part.kind === "different" ? part.difference : []));
}
