/** The composer shows words that the server has not got. */
let areShown = false;
/** Composers that were left, and whose words are on their way into the journal. */
let leaving = 0;
const listeners = new Set<() => void>();

/** Whether there are words in this tab that neither the server has nor the journal counts among what waits. */
export const unsentWords = {
  get: (): boolean => areShown || leaving > 0,
  set(now: boolean): void {
    change(() => (areShown = now));
  },
  /** They are there until `stored` comes to its end, well or not. */
  until(stored: Promise<unknown>): void {
    change(() => (leaving += 1));
    const end = () => change(() => (leaving -= 1));
    void stored.then(end, end);
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function change(make: () => void): void {
  const before = unsentWords.get();
  make();
  if (unsentWords.get() === before) return;
  for (const listener of listeners) listener();
}
