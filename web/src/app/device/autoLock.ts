import type { Cancel, Clock } from "@/sync/environment";
import { lastSeen, noteSeen } from "./fallen";

/** How often a tab that is in sight says so to the others: one that crashes does not keep them open. */
const BEAT_MS = 15_000;

/**
 * Calls `lock` when no tab of this browser has been in sight for so many minutes, also if the browser let this one sleep
 * meanwhile.
 */
export function lockWhenHidden(minutes: number, clock: Clock, lock: () => void): () => void {
  const limit = minutes * 60_000;
  let cancel: Cancel = () => undefined;
  let isInSight: boolean | undefined;
  /** What is known of all tabs: if that is the same when the time is up, none was in sight, whatever the clock says. */
  let known = 0;

  function beat(): void {
    noteSeen(clock.now());
    cancel = clock.after(BEAT_MS, beat);
  }
  function wait(ms: number): void {
    known = lastSeen();
    cancel = clock.after(ms, expire);
  }
  function expire(): void {
    const seen = lastSeen();
    if (seen === known) lock();
    else wait(Math.min(limit, Math.max(0, seen + limit - clock.now())));
  }
  function look(): void {
    cancel();
    const was = isInSight;
    isInSight = document.visibilityState !== "hidden";
    if (was && !isInSight) noteSeen(clock.now());
    if (!isInSight) wait(limit);
    else if (was === false && clock.now() - lastSeen() >= limit) lock();
    else beat();
  }

  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    cancel();
    document.removeEventListener("visibilitychange", look);
  };
}
