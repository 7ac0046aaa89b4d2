import type { DashboardDay } from "@/api/dashboard";
import { byWeek, dayNumber, type Point } from "@/charts/series";

/** Days; the server knows the last year. */
export type Range = 30 | 90 | 365;

export const RANGES: readonly Range[] = [30, 90, 365];

/** Days from which on a line through every day would be a hedge; weeks are drawn instead. */
const WEEKS_FROM = 120;

export type DayPoint = Point<"mood" | "tone"> & { entries: number };

export type Window = {
  points: DayPoint[];
  /** What each point stands for. */
  step: "day" | "week";
  /** Days that a line may bridge: a week without writing leaves a gap. */
  reach: number;
};

/** The part of `days` that lies within `range` of `today`. */
export function windowOf(days: readonly DashboardDay[], range: Range, today: string): Window {
  const since = dayNumber(today) - range;
  const points = days
    .filter(({ date }) => dayNumber(date) > since)
    .map(({ date, mood, tone, entries }) => ({ day: date, values: { mood, tone }, entries }));
  const span = dayNumber(points.at(-1)?.day ?? today) - dayNumber(points[0]?.day ?? today);
  if (span < WEEKS_FROM) return { points, step: "day", reach: 7 };
  return { points: withCounts(byWeek(points, ["mood", "tone"]), points), step: "week", reach: 14 };
}

/** Weeks with the number of entries that their days have. */
function withCounts(weeks: readonly Point<"mood" | "tone">[], days: readonly DayPoint[]): DayPoint[] {
  return weeks.map((week) => {
    const first = dayNumber(week.day);
    const within = days.filter(({ day }) => dayNumber(day) >= first && dayNumber(day) < first + 7);
    return { ...week, entries: within.reduce((sum, { entries }) => sum + entries, 0) };
  });
}
