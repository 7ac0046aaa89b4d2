/** What the server alone knows, read again by itself once the server is back. */

import { useEffect } from "react";
import { Unreachable } from "@/api/problem";
import { type Loaded, type Resource, useFreshResource } from "@/lib/resource";
import { systemClock } from "@/sync/environment";
import { useConnection } from "@/sync/react";

/** How soon it is tried again while the server seems to be there: a short outage is not seen in the connection's state. */
const AGAIN_MS = 2_000;

/** What `resource` holds, read anew whenever the component comes onto the page, and when the server is back. */
export function useServed<T>(resource: Resource<T>): Loaded<T> {
  const loaded = useFreshResource(resource);
  useRecovery(resource, loaded);
  return loaded;
}

/** Reads `resource` again while what was `loaded` of it last is that the server was out of reach, and there is a connection. */
export function useRecovery(resource: Resource<unknown>, loaded: Loaded<unknown>): void {
  const { state } = useConnection();
  const isConnected = state === "up_to_date" || state === "sending";
  useEffect(() => {
    if (!isConnected || !(loaded.error instanceof Unreachable)) return;
    return systemClock.after(AGAIN_MS, () => void resource.reload());
  }, [resource, isConnected, loaded]);
}
