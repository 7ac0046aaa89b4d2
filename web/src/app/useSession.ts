import { useSyncExternalStore } from "react";
import { session } from "@/api";

/** Who is signed in, kept up to date. */
export function useSession() {
  return useSyncExternalStore(session.subscribe, session.state);
}
