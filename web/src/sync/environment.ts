/** What the sync code needs from the world around it. Tests bring their own, so that none of them waits. */

export type Cancel = () => void;

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds since some moment, for how long something took: it goes on evenly when the time is set anew. */
  elapsed(): number;
  after(ms: number, run: () => void): Cancel;
}

export interface Random {
  /** A number in [0, 1). */
  unit(): number;
  bytes(length: number): Uint8Array;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export const systemRandom: Random = {
  unit: () => Math.random(),
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};
