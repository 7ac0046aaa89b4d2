import { type Entry, usePreferences } from "@/sync/react";
import type { AnalysisRow } from "@/sync/rows";
import { isReasonGone } from "./words";

/** Whether the user has, since the entry was read, taken back the choice by which no model read it. */
export function useIsReasonGone(entry: Entry, analysis: AnalysisRow): boolean {
  const consent = (usePreferences()?.analysis_consent ?? null) !== null;
  return isReasonGone(analysis.fallback_reason, { kept: entry.private, consent });
}
