import { useConsents } from "@/app/consents";
import type { Entry } from "@/sync/react";
import type { AnalysisRow } from "@/sync/rows";
import { isReasonGone } from "./words";

/** Whether the user has, since the entry was read, taken back the choice by which no model read it. */
export function useIsReasonGone(entry: Entry, { fallback_reason: reason }: AnalysisRow): boolean {
  // Asked only where it matters.
  const { data } = useConsents(reason === "consent_off");
  const consent = data?.offers.some((offer) => offer.purpose === "analysis" && offer.consent_id !== null) ?? false;
  return isReasonGone(reason, { kept: entry.private, consent });
}
