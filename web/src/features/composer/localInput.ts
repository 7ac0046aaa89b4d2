import { t } from "@lingui/core/macro";
import { formatDate } from "@/lib/dates";
import { localDay } from "@/sync/filter";

/**
 * The first moment with a year of four digits: whoever types 2026 passes through the years 2, 20 and 202, none of which
 * is meant. And the end of the last day that the server's calendar has whole.
 */
export const FIRST = "1000-01-01T00:00";
export const LAST = "9999-12-29T23:59";

/** A moment as `datetime-local` inputs write it: local, to the minute. */
export function toLocalInput(moment: string | Date): string {
  const date = new Date(moment);
  const pad = (part: number) => String(part).padStart(2, "0");
  return `${localDay(date).padStart(FIRST.indexOf("T"), "0")}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** The reverse; nothing for what is not a moment, such as a field that was emptied, or none that the server takes. */
export function fromLocalInput(value: string): string | undefined {
  const date = new Date(value);
  return date >= new Date(FIRST) && date <= new Date(LAST) ? date.toISOString() : undefined;
}

/** What to say where there is no such moment. */
export function dateComplaint(): string {
  const [first, last] = [formatDate(FIRST), formatDate(LAST)];
  return t`Choose a date between ${first} and ${last}. The entry keeps the one it has.`;
}
