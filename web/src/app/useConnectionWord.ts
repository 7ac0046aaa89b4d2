import { useSyncExternalStore } from "react";
import { useConnection, useSyncReady } from "@/sync/react";
import { connectionWord, type ShownState } from "./connectionWord";
import { unsentWords } from "./unsentWords";

/** The state of the connection, with what is being written taken into account, and in words. */
export function useShownConnection(): { state: ShownState; word: string } {
  const first = !useSyncReady();
  const connection = useConnection();
  const isUnsent = useSyncExternalStore(unsentWords.subscribe, unsentWords.get);
  const state = isUnsent && connection.state === "up_to_date" ? "unsent" : connection.state;
  return { state, word: connectionWord({ ...connection, state, first }) };
}
