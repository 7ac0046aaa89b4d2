import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { fetchWeeks } from "@/api/insights";
import { dayToDate, formatShort } from "@/lib/dates";
import { Resource, useResource } from "@/lib/resource";
import { useCookie } from "@/sync/react";

/** Weeks that are offered. */
const MOST = 4;

const weeks = new Resource(fetchWeeks);

/** The way to the last finished weeks. */
export function LastWeeks() {
  const { data } = useResource(weeks, useCookie());
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section aria-labelledby="weeks">
      <h2 id="weeks" className="mb-3 font-serif text-xl">{t`Weeks to look back on`}</h2>
      <ul>
        {data.items.slice(0, MOST).map(({ week, from, entries }) => {
          const day = formatShort(dayToDate(from));
          return (
            <li key={week}>
              <Link
                to="/insights/week/$week"
                params={{ week }}
                className="flex min-h-11 items-center justify-between gap-3 border-b border-line no-underline hover:underline"
              >
                <span>{t`The week from ${day}`}</span>
                <span className="flex shrink-0 items-center gap-2 text-ink-2 tabular-nums">
                  {plural(entries, { one: "# entry", other: "# entries" })}
                  <ChevronRight aria-hidden="true" className="size-4" />
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
