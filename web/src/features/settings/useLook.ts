import { useEffect } from "react";
import type { Resource } from "@/lib/resource";
import { type Cancel, systemClock } from "@/sync/environment";

/** How often it is looked at anew while the page is in sight. */
const AGAIN_MS = 3_000;

/** Looks at what changes by itself again every few seconds, and as soon as somebody comes back to the page. */
export function useLook(resource: Resource<unknown>): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") void resource.reload();
    };
    let cancel: Cancel;
    const again = () => {
      cancel = systemClock.after(AGAIN_MS, () => {
        look();
        again();
      });
    };
    again();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      cancel();
    };
  }, [resource]);
}
