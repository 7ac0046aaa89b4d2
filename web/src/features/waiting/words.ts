import { t } from "@lingui/core/macro";
import { causeWord, failureWord } from "@/lib/causes";
import type { SecondReading } from "@/lib/secondReading";
import type { AnalysisRow } from "@/sync/rows";

/** Why an entry was not read by a model, one sentence for each that was asked. */
export function reasonSentences({
  error,
  failed = [],
  fallback_reason: reason,
}: Pick<AnalysisRow, "error" | "failed" | "fallback_reason">): string[] {
  if (error !== null) return [t`It could not be read: ${failureWord(error)}.`];
  if (failed.length === 0) return [t`The model ${causeWord(reason ?? "")}.`];
  return failed.map(({ provider, cause }) => t`${provider} ${causeWord(cause)}.`);
}

/** Where a second reading stands. */
export function secondWord(second: SecondReading): string {
  switch (second) {
    case "wanted":
      return t`Waiting`;
    case "queued":
      return t`In line`;
    case "processing":
      return t`Being read`;
  }
}
