import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { cx } from "@/lib/cx";
import { dayToDate, formatMonthName, weekStart } from "@/lib/dates";
import { DayMark, tintOf } from "./DayMark";
import { countIn, type WrittenDay, weeksOf } from "./days";
import { countInWords } from "./words";

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, "0"));

/** A year from afar: each month is a link, with the marks of its days. */
export function YearView({ year, days }: { year: number; days: ReadonlyMap<string, WrittenDay> }) {
  const months = MONTHS.map((number) => `${String(year).padStart(4, "0")}-${number}`);
  return (
    <ul aria-label={t`Months`} className="grid grid-cols-2 gap-3 tablet:grid-cols-3">
      {months.map((month) => (
        <li key={month}>
          <Link
            to="/calendar"
            search={{ month }}
            className="flex h-full flex-col gap-2 rounded-card border border-line bg-surface p-3 no-underline hover:border-control"
          >
            <span className="font-medium">{formatMonthName(dayToDate(`${month}-01`))}</span>
            <SmallMonth month={month} days={days} />
            <span className="mt-auto text-sm text-ink-2">{countInWords(countIn(days, month))}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The days as small marks; the words below say how many there are. */
function SmallMonth({ month, days }: { month: string; days: ReadonlyMap<string, WrittenDay> }) {
  return (
    <span aria-hidden="true" className="grid grid-cols-7 gap-0.5">
      {weeksOf(month, weekStart())
        .flat()
        .map((day, place) => {
          const written = day && days.get(day);
          return (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a day here is nothing but its place
              key={place}
              className={cx(
                "flex aspect-square items-center justify-center rounded-full",
                written ? tintOf(written) : day && "scale-25 bg-control",
              )}
            >
              {written ? <DayMark day={written} className="size-full" /> : null}
            </span>
          );
        })}
    </span>
  );
}
