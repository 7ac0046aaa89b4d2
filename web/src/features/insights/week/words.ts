import { plural, t } from "@lingui/core/macro";
import type { Week } from "@/api/insights";
import { dayToDate, formatShort } from "@/lib/dates";
import { themeWord } from "@/lib/labels";

/** "9 Nov – 15 Nov" */
export function weekSpan({ from, to }: Pick<Week, "from" | "to">, now = new Date()): string {
  const [first, last] = [formatShort(dayToDate(from), now), formatShort(dayToDate(to), now)];
  return t`${first} – ${last}`;
}

/** "You finished 4 entries on 3 days, 812 words." */
export function weekSentence({ entries, days, words }: Week): string {
  const finished = plural(entries, { one: "You finished # entry", other: "You finished # entries" });
  const on = plural(days, { one: "on # day", other: "on # days" });
  const written = plural(words, { one: "# word", other: "# words" });
  return t`${finished} ${on}, ${written}.`;
}

/** A question to take along. */
export function weekQuestion({ kind, theme, person_id }: Week["question"], nameOf: (id: string) => string): string {
  if (kind === "heavy" && theme !== null) {
    const about = themeWord(theme);
    return t`${about} was in more than one heavy entry. What would make it a little lighter next week?`;
  }
  if (kind === "good_with" && person_id !== null) {
    return t`${nameOf(person_id)} was there when it was good. What would you like more of?`;
  }
  if (kind === "good") return t`What was good this week: what would you like more of?`;
  return t`What do you want to remember of this week?`;
}
