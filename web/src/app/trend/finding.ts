import { plural, t } from "@lingui/core/macro";
import { asMood, type Mood, moodWord } from "@/ui/moods";
import type { Window } from "./range";

/** Days from which on a chart says more than how many there are. */
export const ENOUGH = 3;

/**
 * The title of the chart: what it shows, without claiming a direction that a few days cannot carry. It speaks of days,
 * also where weeks are drawn: the mean of a week is a mood that nobody had.
 */
export function finding({ days }: Pick<Window, "days">): string {
  const moods = days.flatMap(({ values }) => nearestMood(values.mood) ?? []).sort((a, b) => a - b);
  const [lowest, highest, middle] = [moods[0], moods.at(-1), moods[Math.floor(moods.length / 2)]];
  if (!lowest || !highest || !middle) return t`You have not named a mood in this time.`;
  if (moods.length < ENOUGH) return named(moods.length);
  if (lowest === highest) return t`Your mood was ${lower(moodWord(middle))} throughout.`;
  const same = moods.filter((mood) => mood === middle).length;
  if (same * 2 > moods.length) return t`Your mood was mostly ${lower(moodWord(middle))}.`;
  return t`Your mood moved between ${lower(moodWord(lowest))} and ${lower(moodWord(highest))}.`;
}

/** The title while the journal is too young for any of that. */
export function beginning(days: number): string {
  return plural(days, {
    one: "One day so far. From three days on, a line begins to say something.",
    other: "# days so far. From three days on, a line begins to say something.",
  });
}

function named(count: number): string {
  return plural(count, { one: "You named your mood on # day.", other: "You named your mood on # days." });
}

/** The mood nearest to a mean. One that lies right between two is taken for the more even one: that claims less. */
export function nearestMood(mean: number | null): Mood | undefined {
  if (mean === null) return undefined;
  const [away, side] = [Math.abs(mean - 3), Math.sign(mean - 3)];
  return asMood(3 + side * Math.ceil(away - 0.5));
}

const lower = (word: string): string => word.toLocaleLowerCase();
