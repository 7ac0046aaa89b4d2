import { t } from "@lingui/core/macro";
import { moodWord } from "@/ui/moods";
import { toneNumber, toneWord } from "@/ui/tone";
import { nearestMood } from "./finding";

/** A mean mood: the word that is nearest, with the number where it lies between two. */
export function moodInWords(mood: number | null): string {
  const nearest = nearestMood(mood);
  if (mood === null || nearest === undefined) return t`not named`;
  const word = moodWord(nearest).toLocaleLowerCase();
  const number = mood.toFixed(1);
  return Number(number) === nearest ? word : `${word} (${number})`;
}

/** A tone with its number: "rather light (+0.31)". */
export function toneInWords(tone: number | null): string {
  return tone === null ? t`not clear` : `${toneWord(tone).toLocaleLowerCase()} (${toneNumber(tone)})`;
}
