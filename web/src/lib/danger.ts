import { ACUTE, type Crisis, NOTHING, together } from "@/crisis/level";
import type { AnalysisRow } from "@/sync/rows";

/** What the server, which looks more closely than a browser can, has found of danger in an entry's present text. */
export function toldOf(
  entry: { vid: string },
  analysis: Pick<AnalysisRow, "vid" | "danger" | "fallback_reason"> | undefined,
): Crisis {
  if (analysis?.vid !== entry.vid) return NOTHING;
  // A reading that was kept before its danger was told says at least that nothing was to be read.
  const leftAlone = analysis.fallback_reason === "crisis" ? { ...NOTHING, level: ACUTE } : NOTHING;
  return together(analysis.danger ?? NOTHING, leftAlone);
}
