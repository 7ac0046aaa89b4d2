import { systemClock } from "@/sync/environment";
import { lockNow, lockWhenHidden } from "./autoLock";
import { deviceStore } from "./device";

/** Has the lock fall shut as the user has chosen, now and after the choice has changed. */
export function followLock(): void {
  let stop: () => void = () => undefined;
  let minutes: number | undefined;
  const follow = () => {
    const { answer } = deviceStore.get();
    if (answer?.minutes === minutes) return;
    minutes = answer?.minutes;
    stop();
    stop = minutes === undefined ? () => undefined : lockWhenHidden(minutes, systemClock, () => void lockNow());
  };
  deviceStore.subscribe(follow);
  follow();
}
