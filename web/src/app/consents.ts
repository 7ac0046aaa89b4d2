import { useState } from "react";
import { type Consents, fetchConsents } from "@/api/consents";
import { type Loaded, Resource, useResource } from "@/lib/resource";
import { useConnection, useCookie } from "@/sync/react";
import { useRecovery } from "./served";

export interface LoadedConsents extends Loaded<Consents> {
  reload(): Promise<void>;
}

/** What may leave the server, asked anew whenever something has changed. `wanted`: otherwise nothing is asked. */
export function useConsents(wanted = true): LoadedConsents {
  const [resource] = useState(() => new Resource(fetchConsents));
  const { state } = useConnection();
  const isConnected = state === "up_to_date" || state === "sending";
  const loaded = useResource(wanted ? resource : undefined, `${useCookie()} ${isConnected}`);
  useRecovery(resource, loaded);
  return { ...loaded, reload: () => resource.reload() };
}
