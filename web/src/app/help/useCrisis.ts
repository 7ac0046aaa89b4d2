import { useEffect, useMemo, useState } from "react";
import { type Crisis, NOTHING } from "@/crisis/level";
import { type Detect, loadDetector, loadedDetector } from "@/crisis/load";

/** The detector as soon as it is here. */
export function useDetector(): Detect | undefined {
  const [detect, setDetect] = useState<Detect | undefined>(() => loadedDetector());
  useEffect(() => {
    if (detect) return;
    let isWanted = true;
    // What cannot be loaded now is asked for again by the next page.
    loadDetector().then(
      (loaded) => isWanted && setDetect(() => loaded),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [detect]);
  return detect;
}

/** What an entry's words say of danger. */
export function useCrisis(title: string, text: string): Crisis {
  const detect = useDetector();
  return useMemo(() => detect?.(wordsOf(title, text)) ?? NOTHING, [detect, title, text]);
}

/** Title and text as the server puts them together. */
export function wordsOf(title: string, text: string): string {
  return `${title}\n\n${text}`;
}
