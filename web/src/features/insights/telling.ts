import type { AnalysisRow, EntryRow } from "@/sync/rows";

/** How many of `entries` had something to find in them: a tone, a feeling, or anything but a name. */
export function countTelling(entries: readonly Pick<EntryRow, "id">[], analyses: readonly AnalysisRow[]): number {
  const telling = new Set(analyses.filter(isTelling).map(({ entry_id }) => entry_id));
  return entries.filter(({ id }) => telling.has(id)).length;
}

function isTelling({ sentiment_score, emotions, themes, evidence }: AnalysisRow): boolean {
  const isMore = evidence.some(({ kind }) => kind !== "person");
  return sentiment_score !== null || emotions.length > 0 || themes.length > 0 || isMore;
}
