import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { useId } from "react";
import type { Insight } from "@/api/insights";
import { Button } from "@/ui/Button";
import { buttonClass } from "@/ui/buttonClass";
import { NarrowFold } from "@/ui/NarrowFold";
import { Dots } from "./Dots";
import { Quotes } from "./Quotes";
import type { InsightsState } from "./useInsights";
import {
  basisWord,
  besideSentence,
  claimSentence,
  kindLabel,
  methodWords,
  type NameOf,
  subjectsOf,
  subjectWord,
} from "./words";

type Props = { insight: Insight; nameOf: NameOf; state: InsightsState };

/** A claim, its counts, the sentences behind it, and what can be said of it. */
export function InsightCard({ insight, nameOf, state }: Props) {
  const title = useId();
  const beside = besideSentence(insight);
  return (
    <article
      aria-labelledby={title}
      className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4 tablet:p-6"
    >
      <header className="flex flex-col gap-1">
        <p className="text-sm text-ink-2">{kindLabel(insight)}</p>
        <h3 id={title} className="max-w-measure font-serif text-xl text-pretty">
          {claimSentence(insight, nameOf)}
        </h3>
      </header>
      <Counts insight={insight} beside={beside} />
      <Behind insight={insight} />
      <Basis insight={insight} />
      <Actions insight={insight} nameOf={nameOf} state={state} />
    </article>
  );
}

/** The counts as dots; how it was otherwise, below. */
function Counts({ insight: { kind, share, otherwise }, beside }: { insight: Insight; beside: string | undefined }) {
  return (
    <div className="flex flex-col gap-2">
      {kind === "milestone" ? null : <Dots share={share} />}
      {beside === undefined ? null : <p className="max-w-measure text-ink-2">{beside}</p>}
      {otherwise === null ? null : <Dots share={otherwise} isQuiet />}
    </div>
  );
}

function Behind({ insight: { evidence, counter, kind } }: { insight: Insight }) {
  const against = kind === "milestone" ? [] : counter;
  const sentences = evidence.length + against.length;
  return (
    <NarrowFold summary={plural(sentences, { one: "The sentence behind it", other: "The # sentences behind it" })}>
      <div className="flex flex-col gap-3">
        <Quotes citations={evidence} />
        {against.length > 0 ? (
          <div className="flex flex-col gap-2">
            <p className="text-sm text-ink-2">{t`And, where it was not so:`}</p>
            <Quotes citations={against} />
          </div>
        ) : null}
      </div>
    </NarrowFold>
  );
}

function Basis({ insight }: { insight: Insight }) {
  return (
    <details className="text-sm text-ink-2">
      <summary className="min-h-8 cursor-pointer py-1 pointer-coarse:min-h-11">
        {basisWord(insight)} <span className="whitespace-nowrap underline underline-offset-4">{t`How this works`}</span>
      </summary>
      <p className="max-w-measure pt-2">{methodWords(insight)}</p>
    </details>
  );
}

function Actions({ insight, nameOf, state }: Props) {
  const { isOffline, say } = state;
  const isUseful = insight.feedback === "useful";
  const claim = claimSentence(insight, nameOf);
  const offer = (run: () => void) => ({
    size: "small" as const,
    "aria-disabled": isOffline,
    onClick: () => isOffline || run(),
  });
  return (
    <div className="flex flex-wrap items-start gap-2 border-t border-line pt-3">
      {insight.kind === "starter" ? (
        <>
          <Link to="/new" className={buttonClass({ size: "small" })}>{t`Write about it`}</Link>
          <Button look="quiet" {...offer(() => say(insight, "acted"))}>{t`Put it aside`}</Button>
        </>
      ) : null}
      <Button
        look={isUseful ? "secondary" : "quiet"}
        aria-pressed={isUseful}
        aria-label={t`Useful: ${claim}`}
        {...offer(() => say(insight, isUseful ? null : "useful"))}
      >
        {isUseful ? <Check aria-hidden="true" className="size-4" /> : null}
        {t`Useful`}
      </Button>
      <Button look="quiet" aria-label={t`Not right: ${claim}`} {...offer(() => say(insight, "not_right"))}>
        {t`Not right`}
      </Button>
      <Never insight={insight} nameOf={nameOf} state={state} />
    </div>
  );
}

/** What is never to be spoken of: of the theme, the person, the tag, or in this way. */
function Never({ insight, nameOf, state: { isOffline, silence } }: Props) {
  return (
    <details className="group open:basis-full">
      <summary className={buttonClass({ look: "quiet", size: "small" }, "cursor-pointer list-none")}>
        {t`Never about this`}
      </summary>
      <div className="flex flex-wrap gap-2 pt-2">
        {subjectsOf(insight).map((subject) => {
          const name = subjectWord(subject, nameOf);
          return (
            <Button
              key={subject.about}
              size="small"
              aria-disabled={isOffline}
              onClick={() => isOffline || silence(subject, name)}
            >
              {subject.about === "kind" ? t`Never this kind: ${name}` : t`Never about ${name}`}
            </Button>
          );
        })}
      </div>
    </details>
  );
}
