import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { Counted, Dashboard } from "@/api/dashboard";

/** Lines of a list. */
const MOST = 8;

type CountsProps = {
  title: string;
  items: readonly Counted[];
  /** A label in words. */
  word: (label: string) => string;
};

/** How often something came up, most first: words and numbers, with a bar that only repeats the number. */
export function Counts({ title, items, word }: CountsProps) {
  if (items.length === 0) return null;
  const shown = items.slice(0, MOST);
  const most = shown[0]?.count ?? 1;
  return (
    <section>
      <h2 className="mb-3 font-serif text-xl">{title}</h2>
      <ul className="flex flex-col gap-3">
        {shown.map(({ label, count }) => (
          <li key={label} className="flex flex-col gap-1">
            <span className="flex justify-between gap-3">
              <span>{word(label)}</span>
              <span className="text-ink-2 tabular-nums">{plural(count, { one: "# entry", other: "# entries" })}</span>
            </span>
            <span aria-hidden="true" className="h-1.5 rounded-full bg-sunken">
              <span className="block h-full rounded-full bg-accent" style={{ width: `${(count / most) * 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The people who came up, most first, each a link to the entries about them. */
export function PeopleCounts({ people }: { people: Dashboard["people"] }) {
  if (people.length === 0) return null;
  return (
    <section>
      <h2 className="mb-3 font-serif text-xl">{t`People`}</h2>
      <ul className="flex flex-col">
        {people.slice(0, MOST).map(({ id, name, count }) => (
          <li key={id}>
            <Link
              to="/journal"
              search={{ person: id }}
              className="flex min-h-11 items-center justify-between gap-3 border-b border-line no-underline hover:underline"
            >
              <span>{name}</span>
              <span className="text-ink-2 tabular-nums">{plural(count, { one: "# entry", other: "# entries" })}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
