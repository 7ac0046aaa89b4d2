/** A lock on the key of a kept journal: with it the key is stored only wrapped, under what someone knows. */

const ALGORITHM = "AES-GCM";
/** What is asked of PBKDF2 with SHA-256 at least, however slow the device is. */
const LEAST_ITERATIONS = 600_000;
const MOST_ITERATIONS = 10_000_000;
/** How long trying one PIN should take, in milliseconds. */
const TRY_MS = 500;
const PROBE_ITERATIONS = 100_000;

export interface Lock {
  salt: Uint8Array<ArrayBuffer>;
  iterations: number;
  iv: Uint8Array<ArrayBuffer>;
  wrapped: ArrayBuffer;
}

/** It takes a PIN to open it. */
export class Locked extends Error {
  override name = "Locked";
}

export class WrongPin extends Error {
  override name = "WrongPin";
}

/** A new key, and the lock that gives it back for `pin`. `now`: a clock to measure with, in milliseconds. */
export async function lockedKey(
  pin: string,
  now: () => number = () => performance.now(),
): Promise<{ key: CryptoKey; lock: Lock }> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const [salt, iv] = [crypto.getRandomValues(new Uint8Array(16)), crypto.getRandomValues(new Uint8Array(12))];
  const iterations = await measuredIterations(now);
  const wrapping = await wrappingKey(pin, salt, iterations);
  const wrapped = await crypto.subtle.encrypt({ name: ALGORITHM, iv }, wrapping, raw);
  const key = await importKey(raw);
  raw.fill(0);
  return { key, lock: { salt, iterations, iv, wrapped } };
}

/** Throws {@link WrongPin} when it is not the one. */
export async function unlock(pin: string, { salt, iterations, iv, wrapped }: Lock): Promise<CryptoKey> {
  const wrapping = await wrappingKey(pin, salt, iterations);
  const raw = await crypto.subtle.decrypt({ name: ALGORITHM, iv }, wrapping, wrapped).catch(() => {
    throw new WrongPin();
  });
  return importKey(raw);
}

/** As many as this device works off in the time that a try should take. */
async function measuredIterations(now: () => number): Promise<number> {
  const began = now();
  await wrappingKey("probe", new Uint8Array(16), PROBE_ITERATIONS);
  const fitting = Math.round((PROBE_ITERATIONS * TRY_MS) / Math.max(1, now() - began));
  return Math.min(MOST_ITERATIONS, Math.max(LEAST_ITERATIONS, fitting));
}

async function wrappingKey(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const known = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin.normalize()), "PBKDF2", false, [
    "deriveKey",
  ]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, known, { name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);
}

function importKey(raw: BufferSource): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, ALGORITHM, false, ["encrypt", "decrypt"]);
}
