import { plural, t } from "@lingui/core/macro";
import { dayToDate, formatDay } from "@/lib/dates";
import { moodWord } from "@/ui/moods";
import type { WrittenDay } from "./days";

/** "Friday 20 November, 2 entries, 1 draft, mood good" */
export function dayInWords(day: string, written: WrittenDay | undefined): string {
  const { finished = 0, drafts = 0, mood } = written ?? {};
  const parts = [
    formatDay(dayToDate(day)),
    finished > 0 && plural(finished, { one: "# entry", other: "# entries" }),
    drafts > 0 && plural(drafts, { one: "# draft", other: "# drafts" }),
    finished + drafts === 0 && t`nothing written`,
    mood && moodInWords(moodWord(mood)),
  ];
  return parts.filter(Boolean).join(", ");
}

function moodInWords(word: string): string {
  const mood = word.toLocaleLowerCase();
  return t`mood ${mood}`;
}

/** "12 entries on 9 days", or nothing. */
export function countInWords({ days, entries }: { days: number; entries: number }): string {
  if (entries === 0) return t`Nothing written`;
  const all = plural(entries, { one: "# entry", other: "# entries" });
  const spread = plural(days, { one: "on # day", other: "on # days" });
  return `${all} ${spread}`;
}
