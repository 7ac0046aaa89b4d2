import { useEffect, useMemo, useState } from "react";
import { type Crisis, NOTHING } from "@/crisis/level";
import { type Detect, loadDetector, loadedDetector } from "@/crisis/load";

/** The detector as soon as it is here: what could not be loaded is tried again with a connection, and on every `occasion`. */
export function useDetector(occasion?: string): Detect | undefined {
  const [detect, setDetect] = useState<Detect | undefined>(() => loadedDetector());
  // biome-ignore lint/correctness/useExhaustiveDependencies: an occasion is all that it is
  useEffect(() => {
    if (detect) return;
    let isWanted = true;
    const load = () =>
      void loadDetector().then(
        (loaded) => isWanted && setDetect(() => loaded),
        () => undefined,
      );
    load();
    window.addEventListener("online", load);
    return () => {
      isWanted = false;
      window.removeEventListener("online", load);
    };
  }, [detect, occasion]);
  return detect;
}

/** What an entry's words say of danger. */
export function useCrisis(title: string, text: string): Crisis {
  const words = wordsOf(title, text);
  const detect = useDetector(words);
  return useMemo(() => detect?.(words) ?? NOTHING, [detect, words]);
}

/** Title and text as the server puts them together. */
export function wordsOf(title: string, text: string): string {
  return `${title}\n\n${text}`;
}
