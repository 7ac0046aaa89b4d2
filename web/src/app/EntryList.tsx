import { t } from "@lingui/core/macro";
import { useState } from "react";
import { dayToDate, formatMonth, formatWeekday } from "@/lib/dates";
import type { Entry } from "@/sync/react";
import { Button } from "@/ui/Button";
import { byMonth, type Day } from "./byMonth";
import { EntryItem } from "./EntryItem";

/** Entries drawn at once. */
const PAGE = 50;

/** Entries as in a diary: a heading for each month, the day at the side. */
export function EntryList({ entries }: { entries: readonly Entry[] }) {
  const [shown, setShown] = useState(PAGE);
  return (
    <div className="flex flex-col gap-10">
      {byMonth(entries.slice(0, shown)).map(({ month, days }) => (
        <section key={month} className="flex flex-col gap-4">
          <h2 className="font-serif text-xl">{formatMonth(dayToDate(`${month}-01`))}</h2>
          {days.map((day) => (
            <DayRow key={day.day} day={day} />
          ))}
        </section>
      ))}
      {shown < entries.length ? (
        <Button onClick={() => setShown(shown + PAGE)} className="self-start">
          {t`Show earlier entries`}
        </Button>
      ) : null}
    </div>
  );
}

function DayRow({ day: { day, entries } }: { day: Day<Entry> }) {
  const date = dayToDate(day);
  return (
    <div className="grid grid-cols-[2.25rem_minmax(0,1fr)] gap-3 tablet:grid-cols-[3rem_minmax(0,1fr)] tablet:gap-4">
      <time dateTime={day} className="flex flex-col items-center pt-4 leading-none">
        <span className="font-serif text-2xl leading-none">{date.getDate()}</span>
        <span className="mt-1.5 text-sm text-ink-2">{formatWeekday(date)}</span>
      </time>
      <ul className="flex flex-col gap-3">
        {entries.map((entry) => (
          <li key={entry.id}>
            <EntryItem entry={entry} />
          </li>
        ))}
      </ul>
    </div>
  );
}
