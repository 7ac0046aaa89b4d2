/** What is stored, as named values. Names tell of what kind something is, and its number; never what it says. */

import type { Held, HeldRow } from "../store";
import { newestOf, type Plan } from "./buckets";
import { numbered } from "./numbered";

/** Values by name; one that is gone is `undefined`. */
export type Values = ReadonlyMap<string, unknown>;

export const META = "meta";
const ROWS = "rows/";
const LISTS = { outbox: "outbox/", retained: "retained/", not_accepted: "refused/" } as const;

/** How many buckets of each table are read first. */
const FIRST = 3;

type List = keyof typeof LISTS;
type Item = Held[List][number];

/** What has to be written so that `before` becomes `after`, and the rows lie as planned. */
export function differences(before: Held, after: Held, plan: Plan): Values {
  const values = new Map<string, unknown>();
  if (after.meta !== before.meta) values.set(META, after.meta);
  for (const list of ["outbox", "retained", "not_accepted"] as const) compare(list, before[list], after[list], values);
  for (const [bucket, rows] of plan) values.set(`${ROWS}${bucket}`, rows);
  return values;
}

function compare(list: List, before: readonly Item[], after: readonly Item[], values: Map<string, unknown>): void {
  if (before === after) return;
  const [held, names] = [new Set(before), new Set(after.map((item) => nameOf(list, item)))];
  for (const item of before) if (!names.has(nameOf(list, item))) values.set(nameOf(list, item), undefined);
  for (const item of after) if (!held.has(item)) values.set(nameOf(list, item), item);
}

/** `held` with what was read laid over it. */
export function merged(held: Held, values: Values): Held {
  // What is read is what was written.
  return {
    meta: (values.get(META) as Held["meta"] | undefined) ?? held.meta,
    outbox: mergedList("outbox", held.outbox, values) as Held["outbox"],
    retained: mergedList("retained", held.retained, values) as Held["retained"],
    not_accepted: mergedList("not_accepted", held.not_accepted, values) as Held["not_accepted"],
  };
}

function mergedList(list: List, held: readonly Item[], values: Values): readonly Item[] {
  const read = [...values].filter(([name]) => name.startsWith(LISTS[list]));
  if (read.length === 0) return held;
  const all = new Map<string, unknown>(held.map((item) => [nameOf(list, item), item]));
  for (const [name, value] of read) all.set(name, value);
  const sorted = [...all].filter(([, item]) => item !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, item]) => item as Item);
}

/** The buckets of rows among `values`. */
export function bucketsIn(values: Values): Plan {
  const buckets = [...values].filter(([name]) => name.startsWith(ROWS));
  return new Map(buckets.map(([name, rows]) => [name.slice(ROWS.length), rows as HeldRow[] | undefined]));
}

/** What the first screen needs: the newest rows, and nothing that has arrived. The others follow, newest rows first. */
export function firstOf(all: readonly string[]): { names: string[]; others: string[]; lacksRows: boolean } {
  const rows = all
    .filter((name) => name.startsWith(ROWS))
    .toSorted()
    .toReversed();
  const newest = new Set(newestOf(rows, FIRST));
  const retained = all.filter((name) => name.startsWith(LISTS.retained));
  const names = all.filter((name) => !name.startsWith(ROWS) && !name.startsWith(LISTS.retained));
  const older = rows.filter((name) => !newest.has(name));
  return { names: [...names, ...newest], others: [...older, ...retained], lacksRows: older.length > 0 };
}

/** Whether the server has not got, or has refused, what is stored under this name. */
export function isUnsent(name: string): boolean {
  return name.startsWith(LISTS.outbox) || name.startsWith(LISTS.not_accepted);
}

function nameOf(list: List, item: Item): string {
  return `${LISTS[list]}${"mid" in item ? numbered(item.mid) : item.id}`;
}
