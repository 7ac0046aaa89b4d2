import { useEffect, useState } from "react";

/** Milliseconds since a moment, told every second; 0 for a moment that the clocks put into the future. */
export function useElapsed(since: string | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return since === null ? 0 : Math.max(0, now - Date.parse(since));
}
