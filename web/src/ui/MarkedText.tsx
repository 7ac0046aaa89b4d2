import { cx } from "@/lib/cx";
import type { Run } from "@/lib/diff/words";

type Props = {
  /** Each a line of its own. */
  paragraphs: readonly (readonly Run[])[];
  /** What is said of marked words to those who do not see the marks. */
  note?: string;
  /** Two looks, for two texts side by side: a solid line, or a dashed one. */
  line?: "solid" | "dashed";
  className?: string;
};

/** Words to be read, those marked that only this text has: with a line and a tint, and in words for readers. */
export function MarkedText({ paragraphs, note, line = "solid", className }: Props) {
  return (
    <div className={cx("font-serif text-lg whitespace-pre-wrap [overflow-wrap:anywhere]", className)}>
      {paragraphs.map((runs, paragraph) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs may be alike, and have no state
        <p key={paragraph} className="min-h-[1lh]">
          {runs.map(({ text, only }, run) => {
            if (!only) return text;
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            return <Mark key={run} text={text} note={note} line={line} />;
          })}
        </p>
      ))}
    </div>
  );
}

const LOOKS = {
  solid: "bg-[color-mix(in_srgb,var(--color-series-1)_16%,transparent)] decoration-series-1 decoration-solid",
  dashed: "bg-[color-mix(in_srgb,var(--color-series-2)_16%,transparent)] decoration-series-2 decoration-dashed",
};

function Mark({ text, note, line }: { text: string; note: string | undefined; line: "solid" | "dashed" }) {
  return (
    <mark className={cx("text-inherit underline decoration-2 underline-offset-[0.28em]", LOOKS[line])}>
      {note ? <span className="sr-only select-none">{`(${note}: `}</span> : null}
      {text}
      {note ? <span className="sr-only select-none">)</span> : null}
    </mark>
  );
}

/** Text as paragraphs without a mark. */
export function unmarked(paragraphs: readonly string[]): readonly (readonly Run[])[] {
  return paragraphs.map((text) => [{ text, only: false }]);
}
