import { plural, t } from "@lingui/core/macro";
import type { Insight, InsightSubject, Insights } from "@/api/insights";
import { dayToDate, formatDate, formatShort } from "@/lib/dates";
import { themeWord } from "@/lib/labels";

/** The name of a person, by their id. */
export type NameOf = (id: string) => string;

/** A claim as one sentence. Its numbers are the server's; what speaks against it is in it. */
export function claimSentence(insight: Insight, nameOf: NameOf): string {
  const { hits, of } = insight.share;
  const { theme, person_id, days, mood_is_higher, entries } = insight.parameters;
  const about = theme === null ? "" : themeWord(theme);
  switch (insight.kind) {
    case "trigger":
    case "rhythm":
      return patternSentence(insight, nameOf);
    case "repair": {
      const within = plural(days ?? 0, { one: "within # day", other: "within # days" });
      const name = nameOf(person_id ?? "");
      return t`After hard words about ${name}, a good entry followed ${hits} of ${of} times; half of those ${within}.`;
    }
    case "starter":
      return person_id === null
        ? t`${about} came up in ${of} entries of the last six weeks; ${hits} of them were heavy.`
        : t`${about} came up in ${of} entries of the last six weeks; ${hits} of them were heavy, mostly with ${nameOf(person_id)} in it.`;
    case "recurring_theme":
      return t`${about} came up in ${hits} of ${of} entries of the last four weeks.`;
    case "mood_and_tone":
      return mood_is_higher === true
        ? t`In ${hits} of ${of} entries, the mood you chose was higher than the tone of your words.`
        : t`In ${hits} of ${of} entries, the mood you chose was lower than the tone of your words.`;
    case "gratitude":
      return t`${hits} of ${of} entries of the last four weeks tell of gratitude.`;
    case "milestone":
      return t`You have finished ${entries ?? hits} entries since ${formatDate(dayToDate(insight.from))}.`;
  }
}

/** "On 9 of 13 Sundays, the mood you chose was low." */
function patternSentence({ parameters, share, kind }: Insight, nameOf: NameOf): string {
  const { hits, of } = share;
  const was = outcome(parameters);
  if (kind === "rhythm") {
    if (parameters.weekday !== null) return t`On ${hits} of ${of} ${weekdays(parameters.weekday)}, ${was}.`;
    return t`On ${hits} of ${of} ${partsOfDay(parameters.part_of_day)}, ${was}.`;
  }
  const { theme, person_id, tag } = parameters;
  if (theme !== null) return t`On ${hits} of ${of} days when you wrote about ${lower(themeWord(theme))}, ${was}.`;
  if (person_id !== null) return t`On ${hits} of ${of} days with ${nameOf(person_id)} in an entry, ${was}.`;
  return t`On ${hits} of ${of} days with the tag “${tag ?? ""}”, ${was}.`;
}

/** What stands beside the claim: how it was otherwise, or a question. */
export function besideSentence(insight: Insight): string | undefined {
  const { kind, otherwise } = insight;
  if (kind === "starter") return t`Is there something about it that you have not put into words yet?`;
  if (kind === "mood_and_tone") return t`Neither of them is wrong: how you felt is yours to say.`;
  if (otherwise === null) return undefined;
  const { hits, of } = otherwise;
  if (kind === "gratitude") return t`In the twelve weeks before, it was ${hits} of ${of}.`;
  return insight.parameters.part_of_day === null
    ? t`On other days, it was so on ${hits} of ${of}.`
    : t`At other times, it was so on ${hits} of ${of}.`;
}

function outcome({ measure, is_high }: Insight["parameters"]): string {
  if (measure === "mood") return is_high === true ? t`the mood you chose was high` : t`the mood you chose was low`;
  return is_high === true ? t`your writing leaned positive` : t`your writing leaned negative`;
}

function weekdays(day: number): string {
  const words = [t`Mondays`, t`Tuesdays`, t`Wednesdays`, t`Thursdays`, t`Fridays`, t`Saturdays`, t`Sundays`];
  return words[day - 1] ?? "";
}

function partsOfDay(part: Insight["parameters"]["part_of_day"]): string {
  if (part === "morning") return t`mornings`;
  if (part === "afternoon") return t`afternoons`;
  if (part === "evening") return t`evenings`;
  return t`nights`;
}

const lower = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);

/** "From 47 entries, 18 May – 15 Nov: fairly sure." */
export function basisWord({ entries, from, to, certainty }: Insight, now = new Date()): string {
  const count = plural(entries, { one: "From # entry", other: "From # entries" });
  const [first, last] = [formatShort(dayToDate(from), now), formatShort(dayToDate(to), now)];
  const sure = { guess: t`a guess`, fairly_sure: t`fairly sure`, well_supported: t`well supported` }[certainty];
  return t`${count}, ${first} – ${last}: ${sure}.`;
}

/** How it was found, and how far it can be relied on. */
export function methodWords({ kind, effect }: Insight): string {
  if (effect !== null && (kind === "trigger" || kind === "rhythm")) {
    const [low, high] = [percent(Math.max(0, effect.low)), percent(effect.high)];
    return t`Days are counted, not entries, in whole weeks of the last half year. The share is larger by ${low} to ${high} points of 100, with a probability of 95%. Everything that was looked at is judged together, so that chance makes a pattern in fewer than one journal in twenty. It says what came together, not why.`;
  }
  if (effect !== null && kind === "repair") {
    return t`From the first entry with hard words to the next good one. The shortest time was ${effect.low} days, the longest ${effect.high}. It describes your writing, not the other person.`;
  }
  return t`This is a count of what was found in your entries, and nothing more. Single words are often understood wrongly.`;
}

const percent = (part: number): number => Math.round(part * 100);

/** What an insight speaks of, each of which can be silenced. */
export function subjectsOf({ kind, parameters: { theme, person_id, tag } }: Insight): InsightSubject[] {
  const subjects: InsightSubject[] = [];
  if (theme !== null) subjects.push({ about: "theme", value: theme });
  if (person_id !== null) subjects.push({ about: "person", value: person_id });
  if (tag !== null) subjects.push({ about: "tag", value: tag });
  return [...subjects, { about: "kind", value: kind }];
}

export function subjectWord({ about, value }: InsightSubject, nameOf: NameOf): string {
  if (about === "theme") return themeWord(value);
  if (about === "person") return nameOf(value);
  if (about === "tag") return `“${value}”`;
  return kindWord(value);
}

function kindWord(kind: string): string {
  const words: Record<string, () => string> = {
    trigger: () => t`What comes together`,
    rhythm: () => t`Days and times`,
    repair: () => t`After hard words`,
    starter: () => t`Open questions`,
    recurring_theme: () => t`What comes back`,
    mood_and_tone: () => t`Mood and tone`,
    gratitude: () => t`Gratitude`,
    milestone: () => t`Milestones`,
  };
  return (words[kind] ?? (() => kind))();
}

/** The small heading over a claim. */
export const kindLabel = ({ kind }: Insight): string => kindWord(kind);

/** How far it is until there is something to tell. */
export function progressSentence({
  days,
  days_needed,
  pattern_days,
  pattern_days_needed,
}: Insights["progress"]): string {
  if (days < days_needed) {
    const sofar = plural(days, { one: "so far there is # day", other: "so far there are # days" });
    return t`Insights start after entries on three different days: ${sofar}.`;
  }
  if (pattern_days < pattern_days_needed) {
    return t`Nothing stands out yet. Patterns need about six weeks of writing, in whole weeks: ${pattern_days} of ${pattern_days_needed} days so far.`;
  }
  return t`Nothing stands out at the moment. Only what is more than chance is told.`;
}
