import { useMemo } from "react";
import { useDetector, wordsOf } from "@/app/help/useCrisis";
import { ACUTE, type Crisis } from "@/crisis/level";
import { toldOf } from "@/lib/danger";
import { type Entry, useAnalyses } from "@/sync/react";

/** What was not looked at may be anything. */
const UNKNOWN: Crisis = { level: ACUTE, violence: true };

/**
 * The entries without words of danger: these come back to nobody uncalled. Until they can be told from the others, there
 * are none.
 */
export function useUnhurtful(entries: readonly Entry[]): readonly Entry[] {
  const detect = useDetector();
  const analyses = useAnalyses();
  const state = entries.map(({ id, vid, title }) => `${id} ${vid} ${title}`).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: a text is another one only by its vid
  const unhurtful = useMemo(() => {
    const those = entries.filter(({ title, text }) => isUnhurtful(detect?.(wordsOf(title, text)) ?? UNKNOWN));
    return new Set(those.map(({ id }) => id));
  }, [detect, state]);
  return entries.filter((entry) => {
    const told = toldOf(
      entry,
      analyses.find(({ entry_id }) => entry_id === entry.id),
    );
    return unhurtful.has(entry.id) && isUnhurtful(told);
  });
}

const isUnhurtful = ({ level, violence }: Crisis): boolean => level < ACUTE && !violence;
