import { peopleOf } from "./about";
import type { EntryRow, Mood } from "./rows";

/** Which entries to show. Days are local, as YYYY-MM-DD, both included. */
export interface EntryFilter {
  status?: EntryRow["status"];
  /** Linked to the entry, or named in it. */
  person?: string;
  tag?: string;
  mood?: Mood;
  from?: string;
  to?: string;
}

/** The local day of a moment, as YYYY-MM-DD. */
export function localDay(moment: string | Date): string {
  const date = new Date(moment);
  const pad = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** `found`: the people who are named in the entry. */
export function matches(entry: EntryRow, filter: EntryFilter, found?: readonly string[]): boolean {
  const day = filter.from || filter.to ? localDay(entry.written_at) : "";
  return (
    (!filter.status || entry.status === filter.status) &&
    (!filter.person || peopleOf(entry, found).includes(filter.person)) &&
    (!filter.tag || entry.tags.includes(filter.tag)) &&
    (!filter.mood || entry.mood === filter.mood) &&
    (!filter.from || day >= filter.from) &&
    (!filter.to || day <= filter.to)
  );
}
