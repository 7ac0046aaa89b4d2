import type { DashboardDay } from "@/api/dashboard";
import { mean } from "@/lib/mean";
import { localDay } from "@/sync/filter";
import type { AnalysisRow, EntryRow } from "@/sync/rows";

type Written = Pick<EntryRow, "id" | "mood" | "written_at">;
type Read = Pick<AnalysisRow, "entry_id" | "sentiment_score">;

/** The days of `entries`, oldest first, as the server would sum them up. */
export function daysOf(entries: readonly Written[], analyses: readonly Read[]): DashboardDay[] {
  const tones = new Map(analyses.map(({ entry_id, sentiment_score }) => [entry_id, sentiment_score]));
  const byDay = new Map<string, Written[]>();
  for (const entry of entries) {
    const day = localDay(entry.written_at);
    const those = byDay.get(day) ?? [];
    those.push(entry);
    byDay.set(day, those);
  }
  return [...byDay]
    .map(([date, those]) => ({
      date,
      mood: mean(those.map(({ mood }) => mood)),
      tone: mean(those.map(({ id }) => tones.get(id) ?? null)),
      entries: those.length,
    }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}
