import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { fetchWeek, type InsightCitation, type Week } from "@/api/insights";
import { Problem } from "@/api/problem";
import { Outage } from "@/app/Outage";
import { useServed } from "@/app/served";
import { emotionWord, themeWord } from "@/lib/labels";
import { Resource } from "@/lib/resource";
import { usePeople } from "@/sync/react";
import { buttonClass } from "@/ui/buttonClass";
import { EmptyState } from "@/ui/EmptyState";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { QuoteLink } from "../claims/Quotes";
import { weekQuestion, weekSentence, weekSpan } from "./words";

/** A finished week: what it was about, what was good and what was heavy, and a question. No model takes part. */
export function WeekPage({ week }: { week: string }) {
  const [resource] = useState(() => new Resource(() => fetchWeek(week)));
  const { data, error } = useServed(resource);
  const isNothing = error instanceof Problem && (error.status === 404 || error.status === 422);
  return (
    <Page title={t`A week`} heading={data && t`The week of ${weekSpan(data)}`} lead={data && weekSentence(data)}>
      {isNothing ? (
        <EmptyState
          action={
            <Link to="/insights" className={buttonClass()}>
              {t`To insights`}
            </Link>
          }
        >
          {t`There is nothing to look back on here: nothing was finished in this week, or it is not over.`}
        </EmptyState>
      ) : error === undefined ? null : (
        <Outage error={error} onRetry={() => void resource.reload()} />
      )}
      {data ? <Content week={data} /> : error === undefined ? <Skeleton lines={8} /> : null}
    </Page>
  );
}

function Content({ week }: { week: Week }) {
  const people = usePeople();
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? t`someone`;
  const quotes = (isGood: boolean) => week.moments.filter((it) => it.is_good === isGood).map((it) => it.citation);
  return (
    <div className="flex flex-col gap-8">
      <div className="grid gap-8 tablet:grid-cols-2">
        <Words title={t`What it was about`} words={week.themes.map(({ label }) => themeWord(label))} />
        <Words title={t`Feelings found`} words={week.emotions.map(({ label }) => emotionWord(label))} />
        <Words title={t`Who was in it`} words={week.people.map(({ person_id }) => nameOf(person_id))} />
      </div>
      <Moments title={t`Good moments`} citations={quotes(true)} />
      <Moments title={t`Heavy moments`} citations={quotes(false)} />
      <section className="flex flex-col items-start gap-4 rounded-card border border-line bg-surface p-4 tablet:p-6">
        <h2 className="text-sm text-ink-2">{t`To take along`}</h2>
        <p className="max-w-measure font-serif text-xl text-pretty">{weekQuestion(week.question, nameOf)}</p>
        <Link to="/new" className={buttonClass()}>
          {t`Write`}
        </Link>
      </section>
    </div>
  );
}

function Words({ title, words }: { title: string; words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <section>
      <h2 className="mb-3 font-medium">{title}</h2>
      <ul className="flex flex-wrap gap-2">
        {words.map((word) => (
          <li key={word} className="rounded-full border border-line bg-surface px-3 py-1">
            {word}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Moments({ title, citations }: { title: string; citations: readonly InsightCitation[] }) {
  if (citations.length === 0) return null;
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-serif text-xl">{title}</h2>
      <ul className="flex flex-col gap-4">
        {citations.map((citation) => (
          <li key={citation.entry_id} className="border-s-2 border-line ps-3">
            <QuoteLink citation={citation} />
          </li>
        ))}
      </ul>
    </section>
  );
}
