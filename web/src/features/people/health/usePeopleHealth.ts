import { fetchPeopleHealth, type HealthSummary } from "@/api/personHealth";
import { useRecovery } from "@/app/served";
import { Resource, useResource } from "@/lib/resource";
import { useConnection, useCookie } from "@/sync/react";

/** What was computed last stays, also when the page is left, or the server goes away. */
const everybody = new Resource(fetchPeopleHealth);

/** The scores of everybody, as far as the server was heard: a list of people is there without them, too. */
export function usePeopleHealth(): ReadonlyMap<string, HealthSummary> | undefined {
  const { state } = useConnection();
  const loaded = useResource(everybody, `${useCookie()} ${state === "offline"}`);
  useRecovery(everybody, loaded);
  return loaded.data;
}
