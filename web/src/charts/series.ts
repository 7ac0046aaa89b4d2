import { mean } from "@/lib/mean";

/** A chart's points over time, and what can be computed of them without drawing. */

export type Point<K extends string> = {
  /** A day of the chart, as `2026-11-20`. Of a point that stands for several days, the first. */
  day: string;
  values: Record<K, number | null>;
};

/** Milliseconds of a day. */
const DAY = 86_400_000;

/** `2026-11-20` as a number of days, for distances. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY;

/** The day of a number of {@link dayNumber}. */
export const dayOfNumber = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

/** A point of one series that has a value. */
export type Dot = { index: number; x: number; value: number };

/**
 * The runs of `key` to connect by a line. Days further apart than `reach` are not connected: where nothing was
 * written, nothing is drawn.
 */
export function runs<K extends string>(points: readonly Point<K>[], key: K, reach: number): Dot[][] {
  const out: Dot[][] = [];
  points.forEach((point, index) => {
    const value = point.values[key];
    if (value === null) return;
    const x = dayNumber(point.day);
    const last = out.at(-1)?.at(-1);
    if (!last || x - last.x > reach) out.push([]);
    out.at(-1)?.push({ index, x, value });
  });
  return out;
}

/** The index of the point nearest to day number `x`; -1 without points. */
export function nearest(points: readonly { day: string }[], x: number): number {
  const distance = (index: number) => Math.abs(dayNumber(points[index]?.day ?? "") - x);
  return points.reduce((best, _, index) => (best === -1 || distance(index) < distance(best) ? index : best), -1);
}

/** The index that a key press leads to from `index` among `count` points; undefined for other keys. */
export function keyTarget(key: string, index: number, count: number): number | undefined {
  const to = (next: number) => Math.max(0, Math.min(count - 1, next));
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return to(index - 1);
    case "ArrowRight":
    case "ArrowUp":
      return to(index + 1);
    case "PageDown":
      return to(index - 7);
    case "PageUp":
      return to(index + 7);
    case "Home":
      return to(0);
    case "End":
      return to(count - 1);
    default:
      return undefined;
  }
}

/**
 * `points` by week, each the mean of its days, under the week's Monday. Weeks without a value of any series are left out.
 */
export function byWeek<K extends string>(points: readonly Point<K>[], keys: readonly K[]): Point<K>[] {
  const weeks = new Map<number, Point<K>[]>();
  for (const point of points) {
    // Day 0 was a Thursday.
    const monday = dayNumber(point.day) - ((((dayNumber(point.day) + 3) % 7) + 7) % 7);
    weeks.set(monday, [...(weeks.get(monday) ?? []), point]);
  }
  return [...weeks].map(([monday, days]) => ({
    day: dayOfNumber(monday),
    values: Object.fromEntries(
      keys.map((key) => [key, mean(days.map((day) => day.values[key]))]),
    ) as Point<K>["values"],
  }));
}
