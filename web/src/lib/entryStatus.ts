import type { AnalysisRow } from "@/sync/rows";
import type { Entry } from "@/sync/view";
import type { Status } from "@/ui/StatusMark";
import { readingStatus } from "./readingStatus";

/** The one thing worth knowing of an entry in a list: trouble with saving first, then how far its reading is. */
export function entryStatus(
  entry: Pick<Entry, "saving" | "status" | "vid">,
  analysis?: AnalysisRow,
): Status | undefined {
  if (entry.saving === "rejected" || entry.saving === "conflict") return entry.saving;
  if (entry.status === "draft" || !analysis) return entry.saving === "saved" ? undefined : savingStatus(entry.saving);
  // Of words of danger nothing is reflected, and a list says nothing of them.
  return analysis.fallback_reason === "crisis" ? undefined : readingStatus(analysis, entry.vid);
}

function savingStatus(saving: "local" | "kept" | "syncing"): Status {
  return ({ local: "tab_only", kept: "local", syncing: "sending" } as const)[saving];
}
