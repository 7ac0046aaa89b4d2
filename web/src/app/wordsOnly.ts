import { useSyncExternalStore } from "react";
import { appearanceStore } from "./appearance";

/** Whether scores are to be said in words, without numbers. */
export function useWordsOnly(): boolean {
  return useSyncExternalStore(appearanceStore.subscribe, appearanceStore.get).numbers === "off";
}
