import { t } from "@lingui/core/macro";

/** Dates and numbers as they are shown. The interface is English, so they follow the browser's English, if it has one. */

const preferred = Intl.DateTimeFormat().resolvedOptions().locale;
const locale = preferred.startsWith("en") ? preferred : "en-GB";

const formats = {
  time: new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }),
  exactTime: new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  day: new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" }),
  dayOfYear: new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  date: new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" }),
  dayAndMonth: new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" }),
  short: new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" }),
  shortOfYear: new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" }),
  month: new Intl.DateTimeFormat(locale, { month: "long", year: "numeric" }),
  monthName: new Intl.DateTimeFormat(locale, { month: "long" }),
  weekday: new Intl.DateTimeFormat(locale, { weekday: "short" }),
  number: new Intl.NumberFormat(locale),
  ago: new Intl.RelativeTimeFormat(locale, { numeric: "auto" }),
};

/** "14:02" */
export const formatTime = (moment: string | Date): string => formats.time.format(new Date(moment));

/** "Friday 20 November", with the year where it is not this one. */
export function formatDay(moment: string | Date, now = new Date()): string {
  const date = new Date(moment);
  return (date.getFullYear() === now.getFullYear() ? formats.day : formats.dayOfYear).format(date);
}

/** "20 November 2026" */
export const formatDate = (moment: string | Date): string => formats.date.format(new Date(moment));

/** "20 November, 14:02", with the year where it is not this one. */
export function formatMoment(moment: string | Date, now = new Date()): string {
  return `${shortDay(moment, now)}, ${formatTime(moment)}`;
}

/** "20 November, 14:02:31", with the year where it is not this one. */
export function formatExactMoment(moment: string | Date, now = new Date()): string {
  return `${shortDay(moment, now)}, ${formats.exactTime.format(new Date(moment))}`;
}

function shortDay(moment: string | Date, now: Date): string {
  const date = new Date(moment);
  return (date.getFullYear() === now.getFullYear() ? formats.dayAndMonth : formats.date).format(date);
}

/** "20 Nov", with the year where it is not this one. */
export function formatShort(moment: string | Date, now = new Date()): string {
  const date = new Date(moment);
  return (date.getFullYear() === now.getFullYear() ? formats.short : formats.shortOfYear).format(date);
}

/** "just now", "5 minutes ago", "3 hours ago", "yesterday", and from a week on the day. */
export function formatAgo(moment: string | Date, now = new Date()): string {
  const minutes = Math.floor((now.getTime() - new Date(moment).getTime()) / 60_000);
  if (minutes < 1) return t`just now`;
  if (minutes < 60) return formats.ago.format(-minutes, "minute");
  const days = daysBetween(new Date(moment), now);
  if (days === 0 || minutes < 6 * 60) return formats.ago.format(-Math.floor(minutes / 60), "hour");
  if (days < 7) return formats.ago.format(-days, "day");
  return t`on ${formatShort(moment, now)}`;
}

/** Midnights between two moments. */
function daysBetween(from: Date, to: Date): number {
  const day = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return (day(to) - day(from)) / 86_400_000;
}

/** "November 2026" */
export const formatMonth = (moment: string | Date): string => formats.month.format(new Date(moment));

/** "November" */
export const formatMonthName = (moment: string | Date): string => formats.monthName.format(new Date(moment));

/** With which day a week begins here: 1 is Monday, 7 is Sunday. */
export function weekStart(): number {
  const here: Intl.Locale & { weekInfo?: WeekInfo; getWeekInfo?: () => WeekInfo } = new Intl.Locale(locale);
  // A method in some browsers, a property in others, and not in all.
  return (here.getWeekInfo?.() ?? here.weekInfo)?.firstDay ?? 1;
}

type WeekInfo = { firstDay: number };

/** "Fri" */
export const formatWeekday = (moment: string | Date): string => formats.weekday.format(new Date(moment));

/** "12,345" */
export const formatNumber = (value: number): string => formats.number.format(value);

/** The day of `2026-11-20` as a moment of that day here, for formatting. */
export const dayToDate = (day: string): Date => new Date(`${day}T12:00:00`);
