import { t } from "@lingui/core/macro";
import { formatDay } from "@/lib/dates";
import type { AnalysisRow, Mood } from "@/sync/rows";

/** Whether rules read the entry, and no model. */
export function isByRules({ method }: Pick<AnalysisRow, "method">): boolean {
  return method === "rule_based_fallback";
}

/** How far a reading can be trusted, in words. Rules know words, not what they mean: they are never more than fairly sure. */
export function confidenceWord(analysis: Pick<AnalysisRow, "confidence" | "method">): string {
  if (analysis.confidence < 0.4) return t`a guess`;
  if (analysis.confidence < 0.7 || isByRules(analysis)) return t`fairly sure`;
  return t`well supported`;
}

/**
 * Whether the user's own choice by which no model read the entry stands no longer: it may now be read once more.
 * `kept`: the entry is kept from AI; `consent`: reading by AI is switched on.
 */
export function isReasonGone(reason: string | null, now: { kept: boolean; consent: boolean }): boolean {
  if (reason === "private_entry") return !now.kept;
  return reason === "consent_off" && now.consent && !now.kept;
}

/** What read the entry, and why it was that, in a sentence. `isGone`: the reason was one then, and no longer is. */
export function methodSentence(
  analysis: Pick<AnalysisRow, "method" | "fallback_reason" | "model" | "provider" | "answer_of">,
  isGone: boolean,
): string {
  if (!isByRules(analysis)) return modelSentence(analysis);
  switch (analysis.fallback_reason) {
    case "private_entry":
      if (isGone) return t`Read by simple rules on your server: you kept this entry from AI then.`;
      return t`Read by simple rules on your server, because you keep this entry from AI.`;
    case "consent_off":
      if (isGone) return t`Read by simple rules on your server: reading by AI was switched off then.`;
      return t`Read by simple rules on your server, because reading by AI is switched off in Settings.`;
    case "api_timeout":
      return t`Read by simple rules on your server: the model did not answer in time.`;
    case "rate_limit":
      return t`Read by simple rules on your server: the model asked to be left alone for a while.`;
    case "daily_limit":
      return t`Read by simple rules on your server: its limit of that day for models was reached.`;
    case "api_error":
    case "circuit_open":
      return t`Read by simple rules on your server: the model was not reachable.`;
    default:
      return t`Read by simple rules on your server.`;
  }
}

function modelSentence({ model, provider, answer_of: earlier }: Pick<AnalysisRow, "model" | "provider" | "answer_of">) {
  if (model && provider && earlier) {
    const day = formatDay(earlier.at);
    return t`Read by ${model} at ${provider} on ${day}, in the same words. Nothing was sent this time.`;
  }
  if (model && provider) return t`Read by ${model} at ${provider}.`;
  return model ? t`Read by ${model}.` : t`Read by the model you chose.`;
}

/** From this difference on, the chosen mood and the tone of the words are worth setting side by side. */
const NOTABLE = 0.6;

/**
 * Whether the mood that was chosen and the tone that a model heard differ notably; the mood runs from -1 to 1 in five
 * steps. What rules heard is never held against what somebody said of themselves.
 */
export function moodDiffers(
  mood: Mood | null,
  analysis: Pick<AnalysisRow, "method" | "sentiment_score">,
): mood is Mood {
  const { sentiment_score: tone } = analysis;
  if (isByRules(analysis) || mood === null || tone === null) return false;
  return Math.abs((mood - 3) / 2 - tone) > NOTABLE;
}

/** "0:12" */
export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** A language by its tag, in words: "German"; nothing for one that is not known. */
export function languageWord(tag: string): string | undefined {
  try {
    return new Intl.DisplayNames("en", { type: "language", fallback: "none" }).of(tag);
  } catch {
    return undefined;
  }
}
