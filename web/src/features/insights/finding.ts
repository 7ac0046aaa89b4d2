import { plural, t } from "@lingui/core/macro";
import { asMood, moodWord } from "@/ui/moods";
import type { DayPoint } from "./range";

/** The title of the chart: what it shows, without claiming a direction that a few days cannot carry. */
export function finding(points: readonly DayPoint[]): string {
  const moods = points.flatMap(({ values }) => asMood(Math.round(values.mood ?? 0)) ?? []).sort((a, b) => a - b);
  const [lowest, highest, middle] = [moods[0], moods.at(-1), moods[Math.floor(moods.length / 2)]];
  if (!lowest || !highest || !middle) return t`You have not named a mood in this time.`;
  const count = moods.length;
  if (count < 3)
    return plural(count, { one: "You named your mood on # day.", other: "You named your mood on # days." });
  if (lowest === highest) return t`Your mood was ${lower(moodWord(middle))} throughout.`;
  const same = moods.filter((mood) => mood === middle).length;
  if (same * 2 > count) return t`Your mood was mostly ${lower(moodWord(middle))}.`;
  return t`Your mood moved between ${lower(moodWord(lowest))} and ${lower(moodWord(highest))}.`;
}

const lower = (word: string): string => word.toLocaleLowerCase();
