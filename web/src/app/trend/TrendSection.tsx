import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import type { DashboardDay } from "@/api/dashboard";
import { localDay } from "@/sync/filter";
import { ChoiceGroup } from "@/ui/ChoiceGroup";
import { beginning, ENOUGH, finding } from "./finding";
import { MoodChart } from "./MoodChart";
import { RANGES, type Range, until, windowOf } from "./range";

type Props = {
  days: readonly DashboardDay[];
  /** Finished entries of all times; the days are those of the last year. */
  total: number;
  /** Whose entries these are, if not all. */
  person?: string;
};

/** The chart, with the time it covers to choose once there is some. */
export function TrendSection({ days, total, person }: Props) {
  const [range, setRange] = useState<Range>(90);
  const today = localDay(new Date());
  const written = until(days, today);
  const isYoung = written.length < ENOUGH && entriesOf(days) === total;
  const window = windowOf(written, isYoung ? 365 : range, today);
  return (
    <section
      aria-label={t`Mood and tone over time`}
      className="flex flex-col gap-5 rounded-card border border-line bg-surface p-4 tablet:p-6"
    >
      {isYoung ? null : (
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <h2 className="text-ink-2">{t`Mood and tone over time`}</h2>
          <ChoiceGroup
            label={t`Time of this chart`}
            labelHidden
            value={String(range)}
            choices={RANGES.map((it) => ({ value: String(it), label: it === 365 ? t`A year` : t`${it} days` }))}
            onChange={(value) => setRange(RANGES.find((it) => String(it) === value) ?? 90)}
          />
        </div>
      )}
      {window.points.length > 0 ? (
        <MoodChart
          window={window}
          title={isYoung ? beginning(written.length) : finding(window)}
          isYoung={isYoung}
          person={person}
          key={isYoung ? "young" : range}
        />
      ) : (
        <p className="flex min-h-90 items-center justify-center text-ink-2">{t`You wrote nothing in this time.`}</p>
      )}
      <Later days={days.filter(({ date }) => date > today)} />
    </section>
  );
}

/** Entries that are counted, but not drawn. */
function Later({ days }: { days: readonly DashboardDay[] }) {
  if (days.length === 0) return null;
  const count = entriesOf(days);
  return (
    <p className="text-sm text-ink-2">
      {plural(count, {
        one: "# entry is dated later than today and not drawn here.",
        other: "# entries are dated later than today and not drawn here.",
      })}
    </p>
  );
}

function entriesOf(days: readonly DashboardDay[]): number {
  return days.reduce((sum, { entries }) => sum + entries, 0);
}
