import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { EntryItem } from "@/app/EntryItem";
import { dayToDate, formatDay } from "@/lib/dates";
import { useEntries } from "@/sync/react";
import { buttonClass } from "@/ui/buttonClass";

/** What was written on the day that was picked, and the way to write for it. */
export function DayEntries({ day, today }: { day: string; today: string }) {
  const filter = useMemo(() => ({ from: day, to: day }), [day]);
  const entries = useEntries(filter);
  const date = formatDay(dayToDate(day));
  return (
    <section aria-label={date} className="flex flex-col gap-3">
      <h2 className="font-serif text-xl">{date}</h2>
      {entries.length > 0 ? (
        <ul className="flex flex-col gap-3">
          {entries.map((entry) => (
            <li key={entry.id}>
              <EntryItem entry={entry} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-ink-2">{day > today ? t`This day is yet to come.` : t`Nothing written on this day.`}</p>
      )}
      {day > today ? null : (
        <Link to="/new" search={day < today ? { day } : {}} className={buttonClass({}, "self-start")}>
          {day < today ? t`Write for this day` : t`Write`}
        </Link>
      )}
    </section>
  );
}
