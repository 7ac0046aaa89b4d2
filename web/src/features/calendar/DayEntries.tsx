import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { EntryItem } from "@/app/EntryItem";
import { Waiting } from "@/app/Waiting";
import { dayToDate, formatDay } from "@/lib/dates";
import { useEntries, useSyncReady } from "@/sync/react";
import { buttonClass } from "@/ui/buttonClass";

/** What was written on the day that was picked, and the way to write for it. */
export function DayEntries({ day, today }: { day: string; today: string }) {
  const filter = useMemo(() => ({ from: day, to: day }), [day]);
  const entries = useEntries(filter);
  const ready = useSyncReady();
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
        <Nothing isAhead={day > today} isCertain={ready} />
      )}
      {day > today ? null : (
        <Link to="/new" search={day < today ? { day } : {}} className={buttonClass({}, "self-start")}>
          {day < today ? t`Write for this day` : t`Write`}
        </Link>
      )}
    </section>
  );
}

function Nothing({ isAhead, isCertain }: { isAhead: boolean; isCertain: boolean }) {
  if (isAhead) return <p className="text-ink-2">{t`This day is yet to come.`}</p>;
  if (!isCertain) return <Waiting lines={2} />;
  return <p className="text-ink-2">{t`Nothing written on this day.`}</p>;
}
