import { type DeviceSession, fetchSessions } from "@/api/sessions";
import { Resource, useResource } from "@/lib/resource";
import { useRecovery } from "./served";
import { useSession } from "./useSession";

/** Where the account is signed in. */
export const sessions = new Resource(fetchSessions);

/** The session of this browser, as the server knows it; nothing until it has told. */
export function useOwnSession(): DeviceSession | undefined {
  const state = useSession();
  const loaded = useResource(sessions, state.status === "signed_in" ? state.user.id : undefined);
  useRecovery(sessions, loaded);
  return loaded.data?.find(({ is_current }) => is_current);
}
