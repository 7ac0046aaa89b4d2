import { useEffect, useRef, useState } from "react";

/** What a field holds that is kept when it is left. */
export interface KeptOnLeaving<T> {
  value: T;
  change: (value: T) => void;
  /** Keeps what was changed. */
  leave: () => void;
}

/** What is typed or picked counts at once, and is kept when the field is left, or goes. `keep` stays the same function. */
export function useKeptOnLeaving<T>(kept: T, keep: (value: T) => Promise<unknown>): KeptOnLeaving<T> {
  const [changed, setChanged] = useState<{ value: T }>();
  const unkept = useRef<{ value: T }>(undefined);
  const [leave] = useState(() => () => {
    const last = unkept.current;
    unkept.current = undefined;
    // The session may have ended; then it is asked for again.
    if (last) keep(last.value).catch(() => undefined);
  });
  useEffect(() => leave, [leave]);
  function change(value: T): void {
    unkept.current = { value };
    setChanged({ value });
  }
  return { value: changed ? changed.value : kept, change, leave };
}
