import type { Disclosure } from "@/api/disclosures";
import { formatDay } from "@/lib/dates";
import { localDay } from "@/sync/filter";
import { LedgerRow } from "./LedgerRow";

type Props = { items: readonly Disclosure[]; onOpen: (id: string) => void };

/** What was sent, day by day, in the order it comes in. */
export function Days({ items, onOpen }: Props) {
  return byDay(items).map(({ day, items: ofDay }) => (
    <section key={day} className="flex flex-col gap-2">
      <h3 className="text-sm font-medium text-ink-2">{formatDay(ofDay[0]?.at ?? day)}</h3>
      <ul className="rounded-card border border-line bg-surface">
        {ofDay.map((item) => (
          <li key={item.id} className="border-t border-line first:border-t-0">
            <LedgerRow item={item} onOpen={() => onOpen(item.id)} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

interface Day {
  readonly day: string;
  readonly items: readonly Disclosure[];
}

function byDay(rows: readonly Disclosure[]): readonly Day[] {
  const days: { day: string; items: Disclosure[] }[] = [];
  for (const row of rows) {
    const day = localDay(row.at);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(row);
    else days.push({ day, items: [row] });
  }
  return days;
}
