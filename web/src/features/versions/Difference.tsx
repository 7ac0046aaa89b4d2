import { t } from "@lingui/core/macro";
import { useMemo } from "react";
import { MarkedText } from "@/ui/MarkedText";
import { markedParagraphs } from "./marked";

/** A text, with the words marked that are no longer in the text as it is now. */
export function Difference({ before, now }: { before: string; now: string }) {
  const paragraphs = useMemo(() => markedParagraphs(before, now), [before, now]);
  const isMarked = paragraphs.some((runs) => runs.some(({ only }) => only));
  return (
    <>
      <p className="max-w-measure text-sm text-ink-2">{explanation(before === now, isMarked)}</p>
      <div className="rounded-card border border-line bg-surface p-4 tablet:px-6 tablet:py-5">
        <MarkedText paragraphs={paragraphs} note={t`not in the entry now`} className="max-w-measure" />
      </div>
    </>
  );
}

function explanation(isSame: boolean, isMarked: boolean): string {
  if (isSame) return t`This is the text as it is now.`;
  if (isMarked) return t`What is marked is not in the entry as it is now.`;
  return t`All of this is in the entry as it is now. Only other words have come since.`;
}
