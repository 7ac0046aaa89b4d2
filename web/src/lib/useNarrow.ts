import { useSyncExternalStore } from "react";

/** Below the width of a tablet, as in the styles. */
const NARROW = "(width < 48rem)";

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Whether the page is as narrow as on a phone: for what is folded there, not for what looks different. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(NARROW).matches);
}
