import type { AnalysisRow } from "@/sync/rows";
import type { Status } from "@/ui/StatusMark";

/** Reasons for a reading by rules that are as the user, or the owner of the server, has chosen. */
const CHOSEN: readonly (string | null)[] = ["no_provider", "consent_off", "private_entry", "crisis"];

/** Whether rules read the entry because a model that should have done it could not. */
export function isSecondBest(analysis: Pick<AnalysisRow, "status" | "fallback_reason">): boolean {
  return analysis.status === "fallback" && !CHOSEN.includes(analysis.fallback_reason);
}

/** How far the reading of a text with the version `vid` is. Reading by rules is a warning only where a model was wanted. */
export function readingStatus(analysis: Pick<AnalysisRow, "status" | "fallback_reason" | "vid">, vid: string): Status {
  const done = analysis.status === "completed" || analysis.status === "fallback";
  if (done && analysis.vid !== null && analysis.vid !== vid) return "stale";
  return analysis.status === "fallback" && !isSecondBest(analysis) ? "completed" : analysis.status;
}
