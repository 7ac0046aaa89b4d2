import { t } from "@lingui/core/macro";

export type Mood = 1 | 2 | 3 | 4 | 5;

export const MOODS: readonly Mood[] = [1, 2, 3, 4, 5];

/** The word for a mood. */
export function moodWord(mood: Mood): string {
  switch (mood) {
    case 1:
      return t`Very low`;
    case 2:
      return t`Low`;
    case 3:
      return t`Even`;
    case 4:
      return t`Good`;
    case 5:
      return t`Very good`;
  }
}

/** `value` as a mood, if it is one. */
export function asMood(value: number | null | undefined): Mood | undefined {
  return MOODS.find((mood) => mood === value);
}
