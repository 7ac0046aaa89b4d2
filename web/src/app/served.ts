/** What the server alone knows, read again by itself once the server is back. */

import { useEffect } from "react";
import { type Loaded, type Resource, useFreshResource } from "@/lib/resource";
import { useConnection } from "@/sync/react";

/** What `resource` holds, read anew whenever the component comes onto the page, and when the connection is back. */
export function useServed<T>(resource: Resource<T>): Loaded<T> {
  const loaded = useFreshResource(resource);
  useRecovery(resource, loaded.error !== undefined);
  return loaded;
}

/** Reads `resource` again as soon as there is a connection, if it could not be had; once, for then it may fail for good. */
export function useRecovery(resource: Resource<unknown>, hasFailed: boolean): void {
  const { state } = useConnection();
  const isConnected = state === "up_to_date" || state === "sending";
  useEffect(() => {
    if (isConnected && hasFailed) void resource.reload();
  }, [resource, isConnected, hasFailed]);
}
