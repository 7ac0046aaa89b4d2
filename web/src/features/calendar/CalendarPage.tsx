import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { type ReactNode, useId, useMemo } from "react";
import { Waiting } from "@/app/Waiting";
import { dayToDate, formatMonth } from "@/lib/dates";
import { localDay } from "@/sync/filter";
import { useEntries, useSyncReady } from "@/sync/react";
import { buttonClass } from "@/ui/buttonClass";
import { Page } from "@/ui/Page";
import { DayEntries } from "./DayEntries";
import { addMonths, countIn, monthOf, writtenDays } from "./days";
import { Legend } from "./Legend";
import { MonthGrid } from "./MonthGrid";
import type { View } from "./view";
import { countInWords } from "./words";
import { YearView } from "./YearView";

/** When was written, and how one felt: a month with its days, or a year with its months. */
export function CalendarPage({ view }: { view: View }) {
  const ready = useSyncReady();
  const entries = useEntries();
  const days = useMemo(() => writtenDays(entries), [entries]);
  const today = localDay(new Date());
  const title = useId();
  const month = view.month ?? monthOf(view.day ?? today);
  const { year } = view;
  const heading = year === undefined ? formatMonth(dayToDate(`${month}-01`)) : String(year);
  const count = countIn(days, year === undefined ? month : `${String(year).padStart(4, "0")}-`);
  return (
    <Page
      title={t`Calendar`}
      lead={t`When you wrote, and how you felt.`}
      beside
      actions={
        <Link to="/journal" className={buttonClass()}>
          {t`Journal`}
        </Link>
      }
    >
      <div className="flex flex-col gap-6">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-48">
            <h2 id={title} className="font-serif text-xl" aria-live="polite">
              {heading}
            </h2>
            {ready ? <p className="text-sm text-ink-2">{countInWords(count)}</p> : null}
          </div>
          <Steps month={month} year={year} today={today} />
        </div>
        {ready || entries.length > 0 ? (
          year === undefined ? (
            <>
              <MonthGrid month={month} picked={view.day} today={today} days={days} labelledBy={title} />
              <Legend />
              {view.day ? <DayEntries day={view.day} today={today} /> : null}
            </>
          ) : (
            <YearView year={year} days={days} />
          )
        ) : (
          <Waiting lines={6} />
        )}
      </div>
    </Page>
  );
}

/** The ways to other months and years. */
function Steps({ month, year, today }: { month: string; year: number | undefined; today: string }) {
  const step = (by: 1 | -1) =>
    year === undefined ? { month: monthOf(addMonths(`${month}-01`, by)) } : { year: year + by };
  return (
    <nav aria-label={t`Other times`} className="flex flex-wrap gap-2">
      <Step to={step(-1)} label={year === undefined ? t`Month before` : t`Year before`}>
        <ChevronLeft aria-hidden="true" className="size-5" />
      </Step>
      <Step to={step(1)} label={year === undefined ? t`Month after` : t`Year after`}>
        <ChevronRight aria-hidden="true" className="size-5" />
      </Step>
      <Link to="/calendar" search={{ month: monthOf(today), day: today }} resetScroll={false} className={buttonClass()}>
        {t`Today`}
      </Link>
      {year === undefined ? (
        <Link to="/calendar" search={{ year: Number(month.slice(0, 4)) }} className={buttonClass()}>
          {t`Whole year`}
        </Link>
      ) : null}
    </nav>
  );
}

function Step({ to, label, children }: { to: View; label: string; children: ReactNode }) {
  return (
    <Link
      to="/calendar"
      search={to}
      replace
      resetScroll={false}
      aria-label={label}
      title={label}
      className={buttonClass({ size: "icon" }, "min-h-10 min-w-10")}
    >
      {children}
    </Link>
  );
}
