import type { Cancel, Clock } from "@/sync/environment";

/** Calls `lock` when the page has been out of sight for so many minutes, also if the browser let it sleep meanwhile. */
export function lockWhenHidden(minutes: number, clock: Clock, lock: () => void): () => void {
  const wait = minutes * 60_000;
  let hiddenAt: number | undefined;
  let cancel: Cancel = () => undefined;
  const look = () => {
    cancel();
    if (document.visibilityState === "hidden") {
      hiddenAt ??= clock.now();
      cancel = clock.after(wait, lock);
    } else {
      if (hiddenAt !== undefined && clock.now() - hiddenAt >= wait) lock();
      hiddenAt = undefined;
    }
  };
  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    cancel();
    document.removeEventListener("visibilitychange", look);
  };
}
