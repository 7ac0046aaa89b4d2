import { t } from "@lingui/core/macro";
import { asMood, moodWord } from "@/ui/moods";
import { toneWord } from "@/ui/tone";

/** A mean mood: the word that is nearest, with the number where it lies between two. */
export function moodInWords(mood: number | null): string {
  const nearest = mood === null ? undefined : asMood(Math.round(mood));
  if (mood === null || nearest === undefined) return t`not named`;
  const word = moodWord(nearest).toLocaleLowerCase();
  return Number.isInteger(mood) ? word : `${word} (${mood.toFixed(1)})`;
}

/** A tone with its number: "rather light (+0.31)". */
export function toneInWords(tone: number | null): string {
  if (tone === null) return t`not clear`;
  const sign = tone > 0 ? "+" : tone < 0 ? "−" : "";
  return `${toneWord(tone).toLocaleLowerCase()} (${sign}${Math.abs(tone).toFixed(2)})`;
}
