import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Dashboard, fetchDashboard } from "@/api/dashboard";
import { describeError } from "@/api/problem";
import { formatNumber } from "@/lib/dates";
import { emotionWord, themeWord } from "@/lib/labels";
import { Resource, useResource } from "@/lib/resource";
import { useCookie } from "@/sync/react";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { buttonClass } from "@/ui/buttonClass";
import { EmptyState } from "@/ui/EmptyState";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { Counts, PeopleCounts } from "./Counts";
import { RecentEntries } from "./RecentEntries";
import { TrendSection } from "./TrendSection";

/** Days with entries from which on a line says something. */
const MIN_DAYS = 3;

const dashboard = new Resource(fetchDashboard);

/** How the writing has been going: in a sentence, as lines over time, and by what came up. */
export function InsightsPage() {
  const { data, error } = useResource(dashboard, useCookie());
  const days = data?.days.length ?? 0;
  return (
    <Page title={t`Insights`} lead={data && days > 0 ? thisWeek(data) : undefined}>
      {error === undefined ? null : (
        <div className="mb-6">
          <Banner kind="warn" announce action={<Button onClick={() => void dashboard.reload()}>{t`Try again`}</Button>}>
            {describeError(error)}
          </Banner>
        </div>
      )}
      {data ? <Content data={data} /> : error === undefined ? <Skeleton lines={8} /> : null}
    </Page>
  );
}

function thisWeek({ entries_this_week }: Dashboard): string {
  if (entries_this_week === 0) return t`You have not written in the last seven days.`;
  return plural(entries_this_week, {
    one: "You wrote # entry in the last seven days.",
    other: "You wrote # entries in the last seven days.",
  });
}

function Content({ data }: { data: Dashboard }) {
  if (data.days.length === 0) {
    return (
      <EmptyState
        action={
          <Link to="/new" className={buttonClass({ look: "primary" })}>
            {t`Write`}
          </Link>
        }
      >
        {t`Insights start with your first finished entry.`}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-col gap-3">
        <TrendSection days={data.days} />
        {data.days.length < MIN_DAYS ? <TooEarly days={data.days.length} /> : null}
      </div>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(6rem,1fr))] gap-3">
        <Tile label={t`Entries`}>{formatNumber(data.entries_total)}</Tile>
        <Tile label={t`Words`}>{formatNumber(data.words_total)}</Tile>
        <Tile label={t`Entries read`}>{formatNumber(data.status.completed + data.status.fallback)}</Tile>
      </dl>
      <div className="flex flex-col gap-10 tablet:block tablet:columns-2 tablet:gap-x-10 tablet:*:mb-10 tablet:*:break-inside-avoid">
        <Counts title={t`Feelings found`} items={data.emotions} word={emotionWord} />
        <Counts title={t`What it was about`} items={data.themes} word={themeWord} />
        <PeopleCounts people={data.people} />
      </div>
      <RecentEntries />
    </div>
  );
}

function TooEarly({ days }: { days: number }) {
  const missing = MIN_DAYS - days;
  return (
    <p className="text-ink-2">
      {plural(missing, {
        one: "A line says something once there are entries on three different days. # day to go.",
        other: "A line says something once there are entries on three different days. # days to go.",
      })}
    </p>
  );
}

function Tile({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col-reverse rounded-card border border-line bg-surface px-3 py-3 tablet:px-4">
      <dt className="text-sm text-ink-2">{label}</dt>
      <dd className="font-serif text-2xl tabular-nums">{children}</dd>
    </div>
  );
}
