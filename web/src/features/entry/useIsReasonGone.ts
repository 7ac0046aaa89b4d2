import { provider } from "@/app/provider";
import { useResource } from "@/lib/resource";
import { type Entry, usePreferences } from "@/sync/react";
import type { AnalysisRow } from "@/sync/rows";
import { isReasonGone } from "./words";

/** Whether the user has, since the entry was read, taken back the choice by which no model read it. */
export function useIsReasonGone(entry: Entry, { fallback_reason: reason }: AnalysisRow): boolean {
  const agreed = usePreferences()?.analysis_consent ?? null;
  // The user agreed to one address; the server may be set up with another by now. Asked only where it matters.
  const isAsked = reason === "consent_off" && agreed !== null;
  const { data } = useResource(isAsked ? provider : undefined);
  const consent = agreed !== null && data?.address === agreed;
  return isReasonGone(reason, { kept: entry.private, consent });
}
