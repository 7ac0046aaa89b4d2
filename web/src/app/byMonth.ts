import { localDay } from "@/sync/filter";

export type Day<T> = { day: string; entries: T[] };
export type Month<T> = { month: string; days: Day<T>[] };

/** Entries, newest first, by month (`2026-11`) and day (`2026-11-20`) of this device's time zone. */
export function byMonth<T extends { written_at: string }>(entries: readonly T[]): Month<T>[] {
  const months: Month<T>[] = [];
  for (const entry of entries) {
    const day = localDay(entry.written_at);
    const month = day.slice(0, 7);
    if (months.at(-1)?.month !== month) months.push({ month, days: [] });
    const days = months.at(-1)?.days ?? [];
    if (days.at(-1)?.day !== day) days.push({ day, entries: [] });
    days.at(-1)?.entries.push(entry);
  }
  return months;
}
