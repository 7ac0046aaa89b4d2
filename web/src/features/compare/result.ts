import { isEmptyLine } from "@/lib/diff/paragraphs";
import { type Choice, type Choices, type Difference, openQuestions, type Part } from "./differences";

/** A piece of the text that comes of the choices, or a place where nothing has been chosen. */
export type Piece =
  | { readonly kind: "text"; readonly paragraphs: readonly string[] }
  | { readonly kind: "open"; readonly difference: Difference };

/** What comes of the choices so far, in order. */
export function piecesOf(parts: readonly Part[], choices: Choices): readonly Piece[] {
  const everywhere = sameChoice(parts, choices);
  const isSetApart = parts.some((part) => part.kind === "same" && part.paragraphs.some(isEmptyLine));
  return parts.flatMap((part): Piece | [] => {
    if (part.kind === "same") return { kind: "text", paragraphs: part.paragraphs };
    const { difference } = part;
    const choice = part.kind === "spacing" ? (everywhere ?? roomier(difference)) : choices.get(difference.key);
    if (!choice) return { kind: "open", difference };
    const paragraphs = chosen(difference, choice, isSetApart);
    return paragraphs.length > 0 ? { kind: "text", paragraphs } : [];
  });
}

/** The text that comes of the choices; none while there is something left to choose. */
export function textOf(pieces: readonly Piece[]): string | undefined {
  const paragraphs: string[] = [];
  for (const piece of pieces) {
    if (piece.kind === "open") return undefined;
    paragraphs.push(...piece.paragraphs);
  }
  return paragraphs.join("\n");
}

/** The same choice for every difference. */
export function chooseEverywhere(parts: readonly Part[], choice: Choice): Choices {
  return new Map(openQuestions(parts).map(({ key }) => [key, choice]));
}

/** The side that was chosen wherever there was a choice: that text is then wanted to the letter. */
function sameChoice(parts: readonly Part[], choices: Choices): Choice | undefined {
  const made = new Set(openQuestions(parts).map(({ key }) => choices.get(key)));
  const [only] = made;
  return made.size === 1 && only !== "both" ? only : undefined;
}

function chosen({ one, other }: Difference, choice: Choice, isSetApart: boolean): readonly string[] {
  if (choice === "one") return one;
  if (choice === "other") return other;
  const [last, first] = [one.at(-1), other.at(0)];
  const wantsLine =
    isSetApart && last !== undefined && first !== undefined && !isEmptyLine(last) && !isEmptyLine(first);
  return [...one, ...(wantsLine ? [""] : []), ...other];
}

function roomier({ one, other }: Difference): Choice {
  return one.length >= other.length ? "one" : "other";
}
