import { useState } from "react";
import { useRecovery } from "@/app/served";
import { type Loaded, Resource, useResource } from "@/lib/resource";
import { useConnection, useCookie } from "@/sync/react";

/** What the server knows of an entry's history, as far as it is here. */
export interface History<T> extends Loaded<T> {
  readonly isOffline: boolean;
  /** Asks once more. */
  reload(): Promise<void>;
}

/** Reads of an entry's history with `load`, and anew when something has changed or the connection is back. */
export function useHistory<T>(load: () => Promise<T>): History<T> {
  const [resource] = useState(() => new Resource(load));
  const { state } = useConnection();
  const isConnected = state === "up_to_date" || state === "sending";
  const loaded = useResource(resource, `${useCookie()} ${isConnected}`);
  useRecovery(resource, loaded);
  return { ...loaded, isOffline: state === "offline", reload: () => resource.reload() };
}
