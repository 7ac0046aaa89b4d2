/** The key that a PIN gives. */

/** What is asked of PBKDF2 with SHA-256 at least, however slow the device is. */
const LEAST_ITERATIONS = 600_000;
const MOST_ITERATIONS = 10_000_000;
/** How long trying one PIN should take, in milliseconds. */
const TRY_MS = 500;
/** A probe that takes no time by the browser's clock, which may be coarse, is followed by one of four times the length. */
const PROBES = [100_000, 400_000, 1_600_000];

/** How a key is made of the PIN. */
export interface PinTerms {
  salt: Uint8Array<ArrayBuffer>;
  iterations: number;
}

/** New ones, with as many rounds as this device works off in the time that a try should take, measured by `now`. */
export async function pinTerms(now: () => number): Promise<PinTerms> {
  const fitting = Math.round(TRY_MS * (await roundsPerMs(now)));
  return {
    salt: crypto.getRandomValues(new Uint8Array(16)),
    iterations: Math.min(MOST_ITERATIONS, Math.max(LEAST_ITERATIONS, fitting)),
  };
}

/** How quick this device is; 0 if the clock does not tell. */
async function roundsPerMs(now: () => number): Promise<number> {
  for (const iterations of PROBES) {
    const began = now();
    await wrappingKeyOfPin("probe", { salt: new Uint8Array(16), iterations });
    const took = now() - began;
    if (took > 0) return iterations / took;
  }
  return 0;
}

export async function wrappingKeyOfPin(pin: string, { salt, iterations }: PinTerms): Promise<CryptoKey> {
  const known = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin.normalize()), "PBKDF2", false, [
    "deriveKey",
  ]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, known, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
