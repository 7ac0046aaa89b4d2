import { useMemo } from "react";
import { useDetector, wordsOf } from "@/app/help/useCrisis";
import { ACUTE, type Crisis } from "@/crisis/level";
import type { Entry } from "@/sync/react";

/** What was not looked at may be anything. */
const UNKNOWN: Crisis = { level: ACUTE, violence: true };

/**
 * The entries without words of danger: these come back to nobody uncalled. Until they can be told from the others, there
 * are none.
 */
export function useUnhurtful(entries: readonly Entry[]): readonly Entry[] {
  const detect = useDetector();
  const state = entries.map(({ id, vid, title }) => `${id} ${vid} ${title}`).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: a text is another one only by its vid
  const unhurtful = useMemo(() => {
    const those = entries.filter(({ title, text }) => {
      const { level, violence } = detect?.(wordsOf(title, text)) ?? UNKNOWN;
      return level < ACUTE && !violence;
    });
    return new Set(those.map(({ id }) => id));
  }, [detect, state]);
  return entries.filter(({ id }) => unhurtful.has(id));
}
