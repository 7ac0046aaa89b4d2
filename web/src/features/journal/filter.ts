import * as v from "valibot";
import type { EntryFilter } from "@/sync/filter";

/** Text in an address may look like a number or a truth value, and is then read as one. */
const text = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String), v.minLength(1));
const day = v.pipe(v.string(), v.isoDate());

/** `schema`, or nothing where the address holds something else: an old or mistyped link still opens. */
function lenient<T extends v.GenericSchema>(schema: T) {
  return v.fallback(v.optional(schema), undefined);
}

const filter = v.object({
  q: lenient(text),
  person: lenient(text),
  tag: lenient(text),
  mood: lenient(v.picklist([1, 2, 3, 4, 5])),
  status: lenient(v.picklist(["draft", "published"])),
  /** Days here, both included, as `2026-11-20`. */
  from: lenient(day),
  to: lenient(day),
});

/** The search part of the journal's address. */
export type JournalFilter = { [Key in keyof v.InferOutput<typeof filter>]?: v.InferOutput<typeof filter>[Key] };

export function parseFilter(search: Record<string, unknown>): JournalFilter {
  return present(v.parse(filter, search));
}

/** `filter` with `change`; an undefined field takes a filter away. */
export function withFilter(filter: JournalFilter, change: JournalFilter): JournalFilter {
  return present({ ...filter, ...change });
}

/** Whether `filter` holds `change` already, and the filter with it put on or, if so, taken off. */
export function toggle(filter: JournalFilter, change: JournalFilter): { on: boolean; next: JournalFilter } {
  const keys = Object.keys(change) as (keyof JournalFilter)[];
  const on = keys.every((key) => filter[key] === change[key]);
  return { on, next: withFilter(filter, on ? Object.fromEntries(keys.map((key) => [key, undefined])) : change) };
}

/** All of the filter but the words, in the terms of the journal's data. */
export function toEntryFilter({ q: _, ...rest }: JournalFilter): EntryFilter {
  return present(rest);
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function present<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
