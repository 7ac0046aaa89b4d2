import { systemClock } from "@/sync/environment";
import { lockWhenHidden } from "./autoLock";
import { deviceStore } from "./device";
import { hasFallen, onFallen } from "./fallen";

/** Loaded when the lock is set, since there may be no connection when it falls. */
const load = () => import("./lockNow");

function fall(): void {
  // Has fallen already: what only this tab holds is to stay in sight.
  if (deviceStore.get().Cover) return;
  // Whatever else comes of it.
  document.documentElement.hidden = true;
  // Without its code there is the lock still, on the page that is loaded anew.
  const reload = () => window.location.reload();
  load().then(({ lockHere, lockNow }) => {
    const lock = hasFallen() ? lockHere() : lockNow();
    // Then there may be words here that are nowhere else.
    lock.catch((error: unknown) => {
      document.documentElement.hidden = false;
      reportError(error);
    });
  }, reload);
}

/**
 * Has the lock fall shut as the user has chosen, now and after the choice has changed; and when it falls in another tab.
 * Returns how to stop.
 */
export function followLock(): () => void {
  let stop: () => void = () => undefined;
  let minutes: number | undefined;
  const follow = () => {
    const { answer } = deviceStore.get();
    if (answer?.minutes === minutes) return;
    minutes = answer?.minutes;
    stop();
    stop = () => undefined;
    if (minutes === undefined) return;
    stop = lockWhenHidden(minutes, systemClock, fall);
    load().catch(() => undefined);
  };
  const ends = [deviceStore.subscribe(follow), onFallen(() => minutes !== undefined && fall()), () => stop()];
  follow();
  return () => {
    for (const end of ends) end();
  };
}
