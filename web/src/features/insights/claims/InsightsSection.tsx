import { t } from "@lingui/core/macro";
import type { Insights } from "@/api/insights";
import { usePeople } from "@/sync/react";
import { Button } from "@/ui/Button";
import { Skeleton } from "@/ui/Skeleton";
import { InsightCard } from "./InsightCard";
import { type InsightsState, useInsights } from "./useInsights";
import { type NameOf, progressSentence, subjectWord } from "./words";

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
      {data.items.map((insight) => (
        <InsightCard key={insight.id} insight={insight} nameOf={nameOf} state={state} />
      ))}
      <Silenced never={data.never} nameOf={nameOf} state={state} />
    </section>
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
    <details>
      <summary className="min-h-8 cursor-pointer py-1 text-sm text-ink-2 pointer-coarse:min-h-11">
        {t`Never spoken of here`}
      </summary>
      <ul className="flex flex-col gap-2 pt-2">
        {never.map(({ id, subject }) => {
          const name = subjectWord(subject, nameOf);
          return (
            <li key={id} className="flex flex-wrap items-center justify-between gap-2 border-b border-line pb-2">
              <span>{name}</span>
              <Button
                size="small"
                look="quiet"
                aria-disabled={isOffline}
                aria-label={t`Speak of ${name} again`}
                onClick={() => isOffline || unsilence(id)}
              >
                {t`Speak of it again`}
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
