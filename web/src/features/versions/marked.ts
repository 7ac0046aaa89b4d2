import { isEmptyLine, partsOf } from "@/lib/diff/paragraphs";
import { type Run, wordRuns } from "@/lib/diff/words";

/** The paragraphs of `text`, with the words marked that `now` does not have in their place. */
export function markedParagraphs(text: string, now: string): readonly (readonly Run[])[] {
  return partsOf(text, now).flatMap((part) => {
    if (part.kind === "same") return part.paragraphs.map((paragraph) => [{ text: paragraph, only: false }]);
    const [one, other] = [part.one[0], part.other[0]];
    if (part.one.length === 1 && part.other.length === 1 && one !== undefined && other !== undefined) {
      return [wordRuns(one, other)[0]];
    }
    return part.one.map((paragraph) => [{ text: paragraph, only: !isEmptyLine(paragraph) }]);
  });
}
