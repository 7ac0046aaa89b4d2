import { t } from "@lingui/core/macro";

/** A score as it is shown: word and number must not disagree at a boundary, and there is no minus zero. */
const shown = (score: number): number => Math.round(score * 100) / 100 || 0;

/** The tone of the writing, from its score between -1 and 1, in words. */
export function toneWord(score: number): string {
  const value = shown(score);
  if (value <= -0.5) return t`Heavy`;
  if (isHeavyTone(value)) return t`Rather heavy`;
  if (value < 0.15) return t`Even`;
  if (value < 0.5) return t`Rather light`;
  return t`Light`;
}

/** The tone in a sentence, about the writing and nobody else. */
export function toneSentence(score: number | null): string {
  if (score === null) return t`The writing has no clear tone.`;
  const value = shown(score);
  if (value <= -0.5) return t`The writing leans heavy.`;
  if (isHeavyTone(value)) return t`The writing leans rather heavy.`;
  if (value < 0.15) return t`The writing is even.`;
  if (value < 0.5) return t`The writing leans rather light.`;
  return t`The writing leans light.`;
}

/** Whether a score is called heavy, if only rather. */
export function isHeavyTone(score: number | null): boolean {
  return score !== null && shown(score) <= -0.15;
}

/** The score itself: "+0.31", "−0.20", "0.00". */
export function toneNumber(score: number): string {
  const value = shown(score);
  const sign = value > 0 ? "+" : value < 0 ? "−" : "";
  return `${sign}${Math.abs(value).toFixed(2)}`;
}
