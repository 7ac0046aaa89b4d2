import { localDay } from "@/sync/filter";
import type { EntryRow } from "@/sync/rows";
import { asMood, type Mood } from "@/ui/moods";

/** Days are written as `2026-11-20`, months as `2026-11`. */

const DAYS_OF_WEEK = 7;

const noon = (day: string): Date => new Date(`${day}T12:00:00`);

/** The day that is so many days after `day`. */
export function addDays(day: string, count: number): string {
  const date = noon(day);
  date.setDate(date.getDate() + count);
  return localDay(date);
}

/** The same day so many months later, or the last one of a month that is shorter. */
export function addMonths(day: string, count: number): string {
  const date = noon(`${day.slice(0, 7)}-01`);
  date.setMonth(date.getMonth() + count);
  const first = localDay(date);
  const last = new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate();
  return `${first.slice(0, 8)}${String(Math.min(Number(day.slice(8)), last)).padStart(2, "0")}`;
}

export const monthOf = (day: string): string => day.slice(0, 7);

/** The weeks of a month; days of other months are left out. `weekStart`: 1 is Monday, 7 is Sunday. */
export function weeksOf(month: string, weekStart: number): (string | undefined)[][] {
  const first = `${month}-01`;
  const weeks: (string | undefined)[][] = [];
  let day = addDays(first, -daysSince(weekStart, first));
  while (day <= first || monthOf(day) === month) {
    const start = day;
    const week = Array.from({ length: DAYS_OF_WEEK }, (_, index) => addDays(start, index));
    weeks.push(week.map((it) => (monthOf(it) === month ? it : undefined)));
    day = addDays(start, DAYS_OF_WEEK);
  }
  return weeks;
}

/** How many days ago the week of `day` began. */
function daysSince(weekStart: number, day: string): number {
  return (noon(day).getDay() - weekStart + 2 * DAYS_OF_WEEK) % DAYS_OF_WEEK;
}

/** Where a key leads from `day`; nothing for a key that leads nowhere. */
export function moveBy(key: string, isShifted: boolean, day: string, weekStart: number): string | undefined {
  switch (key) {
    case "ArrowLeft":
      return addDays(day, -1);
    case "ArrowRight":
      return addDays(day, 1);
    case "ArrowUp":
      return addDays(day, -DAYS_OF_WEEK);
    case "ArrowDown":
      return addDays(day, DAYS_OF_WEEK);
    case "Home":
      return addDays(day, -daysSince(weekStart, day));
    case "End":
      return addDays(day, DAYS_OF_WEEK - 1 - daysSince(weekStart, day));
    case "PageUp":
      return addMonths(day, isShifted ? -12 : -1);
    case "PageDown":
      return addMonths(day, isShifted ? 12 : 1);
    default:
      return undefined;
  }
}

/** What was written on a day. */
export interface WrittenDay {
  finished: number;
  drafts: number;
  /** The mean of the moods that were chosen, as a mood. */
  mood: Mood | undefined;
}

export type Written = Pick<EntryRow, "written_at" | "mood" | "status">;

/** The days with writing. */
export function writtenDays(entries: readonly Written[]): ReadonlyMap<string, WrittenDay> {
  const byDay = new Map<string, Written[]>();
  for (const entry of entries) {
    const day = localDay(entry.written_at);
    const those = byDay.get(day);
    if (those) those.push(entry);
    else byDay.set(day, [entry]);
  }
  return new Map([...byDay].map(([day, those]) => [day, sumUp(those)]));
}

function sumUp(entries: readonly Written[]): WrittenDay {
  const drafts = entries.filter(({ status }) => status === "draft").length;
  const moods = entries.flatMap(({ mood }) => mood ?? []);
  const mean = moods.reduce<number>((sum, mood) => sum + mood, 0) / moods.length;
  return { finished: entries.length - drafts, drafts, mood: asMood(Math.round(mean)) };
}

/** How much was written in a stretch of days with this beginning: a month or a year. */
export function countIn(days: ReadonlyMap<string, WrittenDay>, beginning: string): { days: number; entries: number } {
  const those = [...days].filter(([day]) => day.startsWith(beginning));
  return { days: those.length, entries: those.reduce((sum, [, { finished, drafts }]) => sum + finished + drafts, 0) };
}
