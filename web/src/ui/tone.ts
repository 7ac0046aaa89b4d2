import { t } from "@lingui/core/macro";

/** The tone of the writing, from its score between -1 and 1, in words. */
export function toneWord(score: number): string {
  if (score <= -0.5) return t`Heavy`;
  if (score <= -0.15) return t`Rather heavy`;
  if (score < 0.15) return t`Even`;
  if (score < 0.5) return t`Rather light`;
  return t`Light`;
}
