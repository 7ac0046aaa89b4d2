import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { toneWord } from "@/ui/tone";

const score2 = new Intl.NumberFormat("en", {
  signDisplay: "exceptZero",
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** The tone of the writing: a word, and the number behind it on a line from heavy to light. */
export function Tone({ score, children }: { score: number | null; children?: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-sm text-ink-2">{t`Tone of the writing`}</h2>
      {score === null ? (
        <p className="font-serif text-xl">{t`No clear tone`}</p>
      ) : (
        <>
          <p className="flex items-baseline justify-between gap-3">
            <span className="font-serif text-xl">{toneWord(score)}</span>
            <span className="text-sm text-ink-2 tabular-nums">{score2.format(score)}</span>
          </p>
          <Scale score={score} />
        </>
      )}
      {children}
    </section>
  );
}

/** The words beside it say the same. */
function Scale({ score }: { score: number }) {
  const x = 100 + 96 * Math.max(-1, Math.min(1, score));
  return (
    <div aria-hidden="true" className="text-ink-2">
      <svg aria-hidden="true" viewBox="0 0 200 16" className="h-4 w-full overflow-visible" preserveAspectRatio="none">
        <line
          x1="0"
          x2="200"
          y1="8"
          y2="8"
          className="stroke-control"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
        />
        <line
          x1="100"
          x2="100"
          y1="3"
          y2="13"
          className="stroke-control"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
        />
        <line
          x1="100"
          x2={x}
          y1="8"
          y2="8"
          className="stroke-accent"
          strokeWidth="4"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <p className="flex justify-between text-sm">
        <span>{t`heavy`}</span>
        <span>{t`light`}</span>
      </p>
    </div>
  );
}
