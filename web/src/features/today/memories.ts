import { localDay } from "@/sync/filter";
import type { AnalysisRow, EntryRow } from "@/sync/rows";

/** Entries of one earlier day that is worth a look today. */
export interface Memory<T> {
  /** How long ago, counted in what is said: years, or else a month or a week. */
  ago: { unit: "year" | "month" | "week"; count: number };
  day: string;
  entries: readonly T[];
}

type Written = Pick<EntryRow, "written_at" | "status" | "conflict_of">;

/** What was finished a week ago, a month ago, and on this day of earlier years; the latest first. */
export function memoriesOf<T extends Written>(entries: readonly T[], now: Date): Memory<T>[] {
  const today = localDay(now);
  const finished = new Map<string, T[]>();
  for (const entry of entries) {
    if (entry.status !== "published" || entry.conflict_of !== null) continue;
    const day = localDay(entry.written_at);
    if (day >= today) continue;
    finished.set(day, [...(finished.get(day) ?? []), entry]);
  }
  const [year, month, date] = [now.getFullYear(), now.getMonth(), now.getDate()];
  const weekAgo = localDay(new Date(year, month, date - 7, 12));
  const found: Memory<T>[] = [];
  const add = (unit: Memory<T>["ago"]["unit"], count: number, day: string | undefined) => {
    const those = day && finished.get(day);
    if (day && those) found.push({ ago: { unit, count }, day, entries: those });
  };
  add("week", 1, weekAgo);
  add("month", 1, sameDate(year, month - 1, date));
  const years = [...finished.keys()].map((day) => Number(day.slice(0, 4)));
  for (const past of [...new Set(years)].sort((a, b) => b - a)) {
    if (past < year) add("year", year - past, sameDate(past, month, date));
  }
  return found;
}

/** That day, if the month has it. */
function sameDate(year: number, month: number, date: number): string | undefined {
  const there = new Date(2000, month, date, 12);
  there.setFullYear(year, month, date);
  return there.getDate() === date ? localDay(there) : undefined;
}

/** From this tone down, the writing is called heavy: no words of harm have a lighter one. */
const HEAVY = -0.5;

/**
 * Whether to ask before an entry of long ago is shown. Nobody chose to meet it today, and people may not want their
 * worst night put in front of them over breakfast: what felt very low, or reads heavy, is only named, and opens by
 * their own hand. It is not left out, because leaving it out would say that it should not have been. Words of danger are
 * (useUnhurtful.ts): those come back to nobody uncalled.
 */
export function isTender(entry: Pick<EntryRow, "mood">, analysis: Pick<AnalysisRow, "sentiment_score"> | undefined) {
  return entry.mood === 1 || (analysis?.sentiment_score ?? 0) <= HEAVY;
}
