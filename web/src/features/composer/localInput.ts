import { localDay } from "@/sync/filter";

/** A moment as `datetime-local` inputs write it: local, to the minute. */
export function toLocalInput(moment: string | Date): string {
  const date = new Date(moment);
  const pad = (part: number) => String(part).padStart(2, "0");
  return `${localDay(date)}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** The reverse; nothing for what is not a moment, such as a field that was emptied. */
export function fromLocalInput(value: string): string | undefined {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
