const BASE_MS = 500;
const CAP_MS = 30_000;
/** Over how long browsers spread their return to a server that was stopped on purpose. */
const DRAIN_MS = 10_000;

/** The wait before the attempt that follows `failures` failed ones: up to 0.5, 1, 2 … 30 s, all of it jitter. */
export function backoff(failures: number, unit: number): number {
  return unit * Math.min(CAP_MS, BASE_MS * 2 ** Math.max(0, failures - 1));
}

/** The wait after the server has said that it stops. */
export function drainDelay(unit: number): number {
  return unit * DRAIN_MS;
}
