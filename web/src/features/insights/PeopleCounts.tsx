import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { countPeople } from "@/sync/about";
import { useEntries, useFound, usePeople } from "@/sync/react";

/** Lines of the list. */
const MOST = 8;

/** The people whom finished entries are about or name, most first, each a link to those entries. */
export function PeopleCounts() {
  const entries = useEntries({ status: "published" });
  const counts = countPeople(entries, useFound());
  const people = usePeople()
    .map((person) => ({ ...person, count: counts.get(person.id) ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST);
  if (people.length === 0) return null;
  return (
    <section className="tablet:col-span-2">
      <h3 className="mb-3 font-medium">{t`People`}</h3>
      <ul className="grid gap-x-10 tablet:grid-cols-2">
        {people.map(({ id, name, count }) => (
          <li key={id}>
            <Link
              to="/journal"
              search={{ person: id, status: "published" }}
              className="flex min-h-11 items-center justify-between gap-3 border-b border-line no-underline hover:underline"
            >
              <span className="min-w-0">{name}</span>
              <span className="shrink-0 text-ink-2 tabular-nums">
                {plural(count, { one: "# entry", other: "# entries" })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
