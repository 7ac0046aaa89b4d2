import { useConnection, useSyncReady } from "@/sync/react";
import { connectionWord } from "./connectionWord";

/** The state of the connection in words, kept up to date. */
export function useConnectionWord(): string {
  const first = !useSyncReady();
  return connectionWord({ ...useConnection(), first });
}
