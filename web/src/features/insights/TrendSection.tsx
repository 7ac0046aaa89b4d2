import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { DashboardDay } from "@/api/dashboard";
import { localDay } from "@/sync/filter";
import { ChoiceGroup } from "@/ui/ChoiceGroup";
import { MoodChart } from "./MoodChart";
import { RANGES, type Range, windowOf } from "./range";

/** The chart, with the time it covers to choose. */
export function TrendSection({ days }: { days: readonly DashboardDay[] }) {
  const [range, setRange] = useState<Range>(90);
  const window = windowOf(days, range, localDay(new Date()));
  return (
    <section
      aria-label={t`Over time`}
      className="flex flex-col gap-5 rounded-card border border-line bg-surface p-4 tablet:p-6"
    >
      <ChoiceGroup
        label={t`Time`}
        labelHidden
        value={String(range)}
        choices={RANGES.map((it) => ({ value: String(it), label: it === 365 ? t`A year` : t`${it} days` }))}
        onChange={(value) => setRange(RANGES.find((it) => String(it) === value) ?? 90)}
      />
      {window.points.length > 0 ? (
        <MoodChart window={window} key={range} />
      ) : (
        <p className="flex min-h-90 items-center justify-center text-ink-2">{t`You wrote nothing in this time.`}</p>
      )}
    </section>
  );
}
