import type { AnalysisRow } from "@/sync/rows";

/** Where the second reading of an entry stands that no model could read. */
export type SecondReading = "wanted" | "queued" | "processing";

/** Why a model that should have read an entry could not. */
const OUTAGES = ["api_timeout", "api_error", "rate_limit", "circuit_open", "daily_limit"];

type Read = Pick<AnalysisRow, "status" | "fallback_reason" | "error" | "queued_at" | "completed_at">;

/** Where the second reading of an entry stands; of one that needs none, nothing. */
export function secondReading(analysis: Read): SecondReading | undefined {
  const { status, fallback_reason: reason, error } = analysis;
  const isDeadLetter = error !== null || (reason !== null && OUTAGES.includes(reason));
  if (!isDeadLetter || status === "completed") return undefined;
  if (status === "queued" || status === "processing") return status;
  return isInLine(analysis) ? "queued" : "wanted";
}

/** What was found stays while an entry is in line, and so does its status. */
function isInLine({ queued_at: queued, completed_at: completed }: Read): boolean {
  return queued !== null && completed !== null && Date.parse(queued) > Date.parse(completed);
}
