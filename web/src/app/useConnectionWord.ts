import { useSyncExternalStore } from "react";
import { useConnection, useIsRefused, useSyncReady } from "@/sync/react";
import { connectionWord, type ShownState } from "./connectionWord";
import { unsentWords } from "./unsentWords";

/** The state of the connection, with what is being written or was refused taken into account, and in words. */
export function useShownConnection(): { state: ShownState; word: string } {
  const first = !useSyncReady();
  const connection = useConnection();
  const isUnsent = useSyncExternalStore(unsentWords.subscribe, unsentWords.get);
  const isRefused = useIsRefused();
  const isHere = isUnsent ? "unsent" : isRefused ? "refused" : undefined;
  const state = connection.state === "up_to_date" ? (isHere ?? "up_to_date") : connection.state;
  return { state, word: connectionWord({ ...connection, state, first }) };
}
