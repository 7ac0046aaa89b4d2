let areThere = false;
const listeners = new Set<() => void>();

/** Whether the composer shows words that the server has not got. */
export const unsentWords = {
  get: (): boolean => areThere,
  set(now: boolean): void {
    if (now === areThere) return;
    areThere = now;
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
