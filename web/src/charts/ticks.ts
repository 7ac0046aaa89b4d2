import { dayToDate, formatMonth, formatShort } from "@/lib/dates";
import { dayNumber, dayOfNumber } from "./series";

export type Tick = { x: number; label: string; anchor: "start" | "middle" | "end" };

/** Pixels that a date needs. */
const ROOM = 96;
/** Days from which on months say enough. */
const MONTHS_FROM = 200;

/** Dates to write under an axis from day number `first` to `last` that is `width` pixels wide; never more than fit. */
export function timeTicks(first: number, last: number, width: number): Tick[] {
  const label = (x: number) => formatShort(dayToDate(dayOfNumber(x)));
  if (first === last) return [{ x: first, label: label(first), anchor: "middle" }];
  const most = Math.max(2, Math.floor(width / ROOM));
  if (last - first >= MONTHS_FROM) return months(first, last, most);
  const count = Math.min(most, last - first + 1);
  const all = Array.from({ length: count }, (_, i) => Math.round(first + ((last - first) * i) / (count - 1)));
  return all.map((x, i) => ({ x, label: label(x), anchor: i === 0 ? "start" : i === count - 1 ? "end" : "middle" }));
}

/** The first days of months, thinned out to at most `most`. */
function months(first: number, last: number, most: number): Tick[] {
  const starts: number[] = [];
  const date = new Date(`${dayOfNumber(first).slice(0, 7)}-01T00:00:00Z`);
  for (; ; date.setUTCMonth(date.getUTCMonth() + 1)) {
    const x = dayNumber(date.toISOString().slice(0, 10));
    if (x > last) break;
    if (x >= first) starts.push(x);
  }
  const step = Math.ceil(starts.length / most);
  return starts
    .filter((_, i) => i % step === 0)
    .map((x) => ({ x, label: formatMonth(dayToDate(dayOfNumber(x))), anchor: "middle" }));
}
