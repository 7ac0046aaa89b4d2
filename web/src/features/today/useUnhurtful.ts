import { useDetector, wordsOf } from "@/app/help/useCrisis";
import { ACUTE } from "@/crisis/level";
import type { Entry } from "@/sync/react";

/**
 * The entries without words of danger: these come back to nobody uncalled. Until they can be told from the others, there
 * are none.
 */
export function useUnhurtful(entries: readonly Entry[]): readonly Entry[] {
  const detect = useDetector();
  if (!detect) return [];
  return entries.filter(({ title, text }) => {
    const { level, violence } = detect(wordsOf(title, text));
    return level < ACUTE && !violence;
  });
}
