import type { DashboardDay } from "@/api/dashboard";
import { byWeek, dayNumber, type Point } from "@/charts/series";

/** Days; the server knows the last year. */
export type Range = 30 | 90 | 365;

export const RANGES: readonly Range[] = [30, 90, 365];

/** Days from which on a line through every day would be a hedge; weeks are drawn instead. */
const WEEKS_FROM = 120;
/** A chart of fewer days than this would be all dot and no time. */
const LEAST_DAYS = 7;

export type DayPoint = Point<"mood" | "tone"> & { entries: number };

export type Window = {
  /** What was written on each day. */
  days: DayPoint[];
  /** What is drawn. */
  points: DayPoint[];
  /** What each point stands for. */
  step: "day" | "week";
  /** Days that a line may bridge: a week without writing leaves a gap. */
  reach: number;
  /** First and last day of the axis, as numbers of days. It ends today, whenever the last entry was. */
  span: readonly [first: number, last: number];
};

/** The part of `days` that lies within `range` of `today`. What is dated later than today is not a part of it. */
export function windowOf(days: readonly DashboardDay[], range: Range, today: string): Window {
  const last = dayNumber(today);
  const within = until(days, today)
    .filter(({ date }) => dayNumber(date) > last - range)
    .map(({ date, mood, tone, entries }) => ({ day: date, values: { mood, tone }, entries }));
  const first = dayNumber(within[0]?.day ?? today);
  const span = (from: number) => [Math.min(from, last - LEAST_DAYS + 1), last] as const;
  if (last - first < WEEKS_FROM) return { days: within, points: within, step: "day", reach: 7, span: span(first) };
  const weeks = withCounts(byWeek(within, ["mood", "tone"]), within);
  return { days: within, points: weeks, step: "week", reach: 14, span: span(dayNumber(weeks[0]?.day ?? today)) };
}

/** The days up to `today`. Other programs may send entries with a date that is yet to come. */
export function until(days: readonly DashboardDay[], today: string): readonly DashboardDay[] {
  return days.filter(({ date }) => date <= today);
}

/** Weeks with the number of entries that their days have. */
function withCounts(weeks: readonly Point<"mood" | "tone">[], days: readonly DayPoint[]): DayPoint[] {
  return weeks.map((week) => {
    const first = dayNumber(week.day);
    const within = days.filter(({ day }) => dayNumber(day) >= first && dayNumber(day) < first + 7);
    return { ...week, entries: within.reduce((sum, { entries }) => sum + entries, 0) };
  });
}
