import { t } from "@lingui/core/macro";
import { type ReactNode, useState } from "react";
import type { Insight, Insights } from "@/api/insights";
import { useNarrow } from "@/lib/useNarrow";
import { usePeople } from "@/sync/react";
import { Button } from "@/ui/Button";
import { Skeleton } from "@/ui/Skeleton";
import { InsightCard } from "./InsightCard";
import { type InsightsState, useInsights } from "./useInsights";
import { claimSentence, type NameOf, progressSentence, subjectWord } from "./words";

/** What the journal shows once it is counted. Where the server is away, the page says so; what was there last stays. */
export function InsightsSection() {
  const state = useInsights();
  const people = usePeople();
  const nameOf: NameOf = (id) => people.find((person) => person.id === id)?.name ?? t`someone`;
  const { data, error } = state;
  if (data === undefined) return error === undefined ? <Skeleton lines={5} /> : null;
  return (
    <section aria-labelledby="insights" className="flex flex-col gap-4">
      <h2 id="insights" className="font-serif text-xl">{t`What your writing shows`}</h2>
      {data.items.length === 0 ? <Progress progress={data.progress} /> : null}
      <Cards insights={data.items} nameOf={nameOf} state={state} />
      <Untold title={t`What you called not right`} insights={state.dismissed} nameOf={nameOf} state={state} />
      <Untold title={t`What you put aside`} insights={state.acted} nameOf={nameOf} state={state} />
      <Silenced never={data.never} nameOf={nameOf} state={state} />
    </section>
  );
}

/** Cards that are shown at once on a phone, where each fills the page. */
const AT_ONCE = 3;

type CardsProps = { insights: readonly Insight[]; nameOf: NameOf; state: InsightsState };

function Cards({ insights, nameOf, state }: CardsProps) {
  const isNarrow = useNarrow();
  const [isAll, setAll] = useState(false);
  const shown = isNarrow && !isAll ? insights.slice(0, AT_ONCE) : insights;
  const rest = insights.length - shown.length;
  return (
    <>
      {shown.map((insight) => (
        <InsightCard key={insight.id} insight={insight} nameOf={nameOf} state={state} />
      ))}
      {rest > 0 ? (
        <Button className="self-start" onClick={() => setAll(true)}>
          {t`Show ${rest} more`}
        </Button>
      ) : null}
    </>
  );
}

type UntoldProps = CardsProps & { title: string };

/** What is not told because of what was said of it, to take that back. */
function Untold({ title, insights, nameOf, state: { isOffline, say } }: UntoldProps) {
  if (insights.length === 0) return null;
  return (
    <Foot title={title}>
      {insights.map((insight) => {
        const claim = claimSentence(insight, nameOf);
        return (
          <Row
            key={insight.id}
            words={claim}
            again={t`Tell it again`}
            label={t`Tell it again: ${claim}`}
            isOffline={isOffline}
            onAgain={() => say(insight, null)}
          />
        );
      })}
    </Foot>
  );
}

function Foot({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details>
      <summary className="min-h-8 cursor-pointer py-1 text-sm text-ink-2 pointer-coarse:min-h-11">{title}</summary>
      <ul className="flex flex-col gap-2 pt-2">{children}</ul>
    </details>
  );
}

type RowProps = { words: string; again: string; label: string; isOffline: boolean; onAgain: () => void };

/** Something that is not told, and the way to have it told again. */
function Row({ words, again, label, isOffline, onAgain }: RowProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 border-b border-line pb-2">
      <span className="max-w-measure">{words}</span>
      <Button
        size="small"
        look="quiet"
        aria-disabled={isOffline}
        aria-label={label}
        onClick={() => isOffline || onAgain()}
      >
        {again}
      </Button>
    </li>
  );
}

function Progress({ progress }: { progress: Insights["progress"] }) {
  const { pattern_days: days, pattern_days_needed: needed } = progress;
  const part = Math.min(1, days / needed);
  return (
    <div className="flex flex-col gap-3 rounded-card border border-dashed border-control px-4 py-6 tablet:px-6">
      <p className="max-w-measure font-serif text-lg text-ink-2">{progressSentence(progress)}</p>
      {part < 1 ? (
        <span aria-hidden="true" className="block h-1.5 overflow-hidden rounded-full bg-sunken">
          <span className="block h-full rounded-full bg-accent" style={{ width: `${part * 100}%` }} />
        </span>
      ) : null}
    </div>
  );
}

type SilencedProps = { never: Insights["never"]; nameOf: NameOf; state: InsightsState };

/** What is never spoken of, to take it back. */
function Silenced({ never, nameOf, state: { isOffline, unsilence } }: SilencedProps) {
  if (never.length === 0) return null;
  return (
    <Foot title={t`Never spoken of here`}>
      {never.map(({ id, subject }) => {
        const name = subjectWord(subject, nameOf);
        return (
          <Row
            key={id}
            words={name}
            again={t`Speak of it again`}
            label={t`Speak of ${name} again`}
            isOffline={isOffline}
            onAgain={() => unsilence(id)}
          />
        );
      })}
    </Foot>
  );
}
