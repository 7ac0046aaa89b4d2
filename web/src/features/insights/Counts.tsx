import { plural } from "@lingui/core/macro";
import type { Counted } from "@/api/dashboard";

/** Lines of a list. */
const MOST = 8;

type CountsProps = {
  title: string;
  items: readonly Counted[];
  /** A label in words. */
  word: (label: string) => string;
};

/** How often something came up, most first. Where everything came up once, there is nothing to compare yet. */
export function Counts({ title, items, word }: CountsProps) {
  if (items.length === 0) return null;
  const shown = items.slice(0, MOST);
  const most = shown[0]?.count ?? 1;
  return (
    <section>
      <h3 className="mb-3 font-medium">{title}</h3>
      {most === 1 ? <Words items={shown} word={word} /> : <Bars items={shown} most={most} word={word} />}
    </section>
  );
}

type ListProps = Pick<CountsProps, "items" | "word">;

function Words({ items, word }: ListProps) {
  return (
    <ul className="flex flex-wrap gap-2">
      {items.map(({ label }) => (
        <li key={label} className="rounded-full border border-line bg-surface px-3 py-1">
          {word(label)}
        </li>
      ))}
    </ul>
  );
}

/** Words and numbers, with a bar that only repeats the number. */
function Bars({ items, most, word }: ListProps & { most: number }) {
  return (
    <ul className="flex flex-col gap-3">
      {items.map(({ label, count }) => (
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
  );
}
