import { useSyncExternalStore } from "react";
import { useSession } from "../useSession";
import { lockIn } from "./answer";
import { deviceStore } from "./device";

/** Whether this browser is the user's own device, as they have answered; nothing while they have not. */
export function useDevice() {
  const session = useSession();
  const { answer, trouble } = useSyncExternalStore(deviceStore.subscribe, deviceStore.get);
  const user = session.status === "signed_in" ? session.user : undefined;
  const own = answer?.user === user?.id ? answer : undefined;
  return { user, own: own?.own, lock: own && lockIn(own), trouble };
}
