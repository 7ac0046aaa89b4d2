import { systemClock } from "@/sync/environment";

/** How long something is waited for that need not come to its end. */
const LONGEST_MS = 5_000;

/** Resolves when `work` has come to its end, whatever that is, or has taken too long. */
export function inTime(work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const stop = systemClock.after(LONGEST_MS, resolve);
    const end = () => {
      stop();
      resolve();
    };
    work.then(end, end);
  });
}
