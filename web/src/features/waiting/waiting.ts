import { type SecondReading, secondReading } from "@/lib/secondReading";
import type { Entry } from "@/sync/react";
import type { AnalysisRow } from "@/sync/rows";

/** An entry that no model could read. */
export interface Waiting {
  readonly entry: Entry;
  readonly analysis: AnalysisRow;
  readonly second: SecondReading;
}

/** The entries that wait for a second reading, what failed last first. */
export function waitingIn(entries: readonly Entry[], analyses: readonly AnalysisRow[]): readonly Waiting[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const waiting = analyses.flatMap((analysis) => {
    const [entry, second] = [byId.get(analysis.entry_id), secondReading(analysis)];
    return entry && second && !entry.private ? [{ entry, analysis, second }] : [];
  });
  return waiting.toSorted((a, b) => failedAt(b) - failedAt(a) || (a.entry.id < b.entry.id ? 1 : -1));
}

function failedAt({ analysis }: Waiting): number {
  return Date.parse(analysis.completed_at ?? analysis.queued_at ?? "") || 0;
}
