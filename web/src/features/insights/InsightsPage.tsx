import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { type Dashboard, fetchDashboard } from "@/api/dashboard";
import { useRecovery } from "@/app/served";
import { TrendSection } from "@/app/trend/TrendSection";
import { emotionWord, themeWord } from "@/lib/labels";
import { Resource, useResource } from "@/lib/resource";
import { useConnection, useCookie } from "@/sync/react";
import { buttonClass } from "@/ui/buttonClass";
import { EmptyState } from "@/ui/EmptyState";
import { NarrowFold } from "@/ui/NarrowFold";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { Counts } from "./Counts";
import { InsightsSection } from "./claims/InsightsSection";
import { Outage } from "./Outage";
import { PeopleCounts } from "./PeopleCounts";
import { RecentEntries } from "./RecentEntries";
import { Totals } from "./Totals";
import { LastWeeks } from "./week/LastWeeks";

/** What was computed last stays, also when the page is left, or the server goes away. */
const dashboard = new Resource(async () => ({ ...(await fetchDashboard()), at: new Date() }));

/** How the writing has been going: in a sentence, as lines over time, and by what came up. */
export function InsightsPage() {
  const cookie = useCookie();
  const away = useConnection().state === "offline";
  // Asked again for what is new, and when the server goes away, to say so; once it is back, too.
  const loaded = useResource(dashboard, `${cookie} ${away}`);
  const { data, error } = loaded;
  useRecovery(dashboard, loaded);
  return (
    <Page title={t`Insights`} lead={data && data.days.length > 0 ? thisWeek(data) : undefined}>
      {error === undefined ? null : <Outage error={error} since={data?.at} onRetry={() => void dashboard.reload()} />}
      {data ? <Content data={data} /> : error === undefined ? <Skeleton lines={8} /> : null}
    </Page>
  );
}

function thisWeek({ entries_this_week }: Dashboard): string {
  if (entries_this_week === 0) return t`You have finished no entry in the last seven days.`;
  return plural(entries_this_week, {
    one: "You finished # entry in the last seven days.",
    other: "You finished # entries in the last seven days.",
  });
}

function Content({ data }: { data: Dashboard }) {
  if (data.entries_total === 0) {
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
      <InsightsSection />
      <LastWeeks />
      <TrendSection days={data.days} total={data.entries_total} />
      <section className="flex flex-col gap-6">
        <h2 className="font-serif text-xl">{t`All you have finished so far`}</h2>
        <Totals entries={data.entries_total} words={data.words_total} />
        <NarrowFold summary={t`Feelings, themes and people in it`}>
          <div className="grid gap-10 tablet:grid-cols-2">
            <Counts title={t`Feelings found`} items={data.emotions} word={emotionWord} />
            <Counts title={t`What it was about`} items={data.themes} word={themeWord} />
            <PeopleCounts />
          </div>
        </NarrowFold>
      </section>
      <RecentEntries />
    </div>
  );
}
