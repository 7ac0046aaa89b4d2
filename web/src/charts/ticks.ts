import { dayToDate, formatMonth, formatShort } from "@/lib/dates";
import { dayNumber, dayOfNumber } from "./series";

/** A label in the middle under day number `x`. */
export type Tick = { x: number; label: string };

/** Days from which on months say enough. */
const MONTHS_FROM = 200;
/** No axis needs more labels than this. */
const MOST = 12;
/** Width of a character and least space between two labels, in rem; the text of the axis is 0.8125 rem high. */
const CHARACTER = 0.5;
const SPACE = 0.75;

/**
 * Dates to write under an axis that spans the days `first` to `last` on `width` pixels. None runs into another, or
 * further than `beyond` pixels over the end.
 */
export function timeTicks(
  [first, last]: readonly [number, number],
  { width, beyond, rem }: { width: number; beyond: number; rem: number },
): Tick[] {
  const choices = last - first >= MONTHS_FROM ? months(first, last) : days(first, last);
  const at = (x: number) => (last === first ? width / 2 : ((x - first) / (last - first)) * width);
  const half = (label: string) => (label.length * CHARACTER * rem) / 2;
  const within = choices.map((ticks) => ticks.filter(({ x, label }) => at(x) + half(label) <= width + beyond));
  const areApart = (ticks: readonly Tick[]) =>
    ticks.every(({ x, label }, i) => {
      const before = ticks[i - 1];
      return !before || at(x) - at(before.x) >= half(label) + half(before.label) + SPACE * rem;
    });
  return within.find(areApart) ?? [];
}

/** Evenly spaced days, both ends included: from many of them to only the last. */
function days(first: number, last: number): Tick[][] {
  const tick = (x: number): Tick => ({ x, label: formatShort(dayToDate(dayOfNumber(x))) });
  const of = (count: number) =>
    Array.from({ length: count }, (_, i) => tick(Math.round(first + ((last - first) * i) / (count - 1))));
  const most = Math.min(MOST, last - first + 1);
  return [...Array.from({ length: Math.max(0, most - 1) }, (_, i) => of(most - i)), [tick(last)]];
}

/** The first days of months: from all of them to ever fewer. */
function months(first: number, last: number): Tick[][] {
  const starts: Tick[] = [];
  const date = new Date(`${dayOfNumber(first).slice(0, 7)}-01T00:00:00Z`);
  for (; ; date.setUTCMonth(date.getUTCMonth() + 1)) {
    const x = dayNumber(date.toISOString().slice(0, 10));
    if (x > last) break;
    if (x >= first) starts.push({ x, label: formatMonth(dayToDate(dayOfNumber(x))) });
  }
  return starts.map((_, step) => starts.filter((_, i) => i % (step + 1) === 0));
}
