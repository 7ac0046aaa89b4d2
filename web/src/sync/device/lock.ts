/** A lock on the key of a kept journal: with it the key is stored only wrapped, under what a PIN or a passkey gives. */

import { type Passkey, type PasskeyTerms, passkeyTerms, wrappingKeyOfPasskey } from "./passkeyLock";
import { type PinTerms, pinTerms, wrappingKeyOfPin } from "./pinLock";

const ALGORITHM = "AES-GCM";

interface Wrapped {
  iv: Uint8Array<ArrayBuffer>;
  wrapped: ArrayBuffer;
}

export type PinLock = PinTerms & Wrapped;
export type PasskeyLock = PasskeyTerms & Wrapped;
export type Lock = PinLock | PasskeyLock;

/** What opens a lock. `secret`: what the passkey has answered, for HKDF; no script can read it out. */
export type Opener = { pin: string } | { passkey: Passkey; secret: CryptoKey };

/** It takes a PIN or a passkey to open it, and another one than was given. */
export class Locked extends Error {
  override name = "Locked";
}

export class WrongPin extends Error {
  override name = "WrongPin";
}

/** What answers is not the passkey that the lock was made for. */
export class WrongPasskey extends Error {
  override name = "WrongPasskey";
}

/** A new key, and the lock that gives it back to `opener`. `now`: a clock to measure with, in milliseconds. */
export async function lockedKey(
  opener: Opener,
  now: () => number = () => performance.now(),
): Promise<{ key: CryptoKey; lock: Lock }> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const lock = "pin" in opener ? await lockOfPin(opener.pin, raw, now) : await lockOfPasskey(opener, raw);
  return { key: await importKey(raw), lock };
}

/** Throws {@link WrongPin} or {@link WrongPasskey} when it is not the one, {@link Locked} when it takes the other kind. */
export async function unlock(opener: Opener, lock: Lock): Promise<CryptoKey> {
  if ("pin" in opener && "iterations" in lock) {
    return unwrap(await wrappingKeyOfPin(opener.pin, lock), lock, WrongPin);
  }
  if ("secret" in opener && "credential" in lock) {
    return unwrap(await wrappingKeyOfPasskey(opener.secret, lock), lock, WrongPasskey);
  }
  throw new Locked();
}

async function lockOfPin(pin: string, raw: BufferSource, now: () => number): Promise<PinLock> {
  const terms = await pinTerms(now);
  return { ...terms, ...(await wrap(await wrappingKeyOfPin(pin, terms), raw)) };
}

async function lockOfPasskey(
  { passkey, secret }: Exclude<Opener, { pin: string }>,
  raw: BufferSource,
): Promise<PasskeyLock> {
  const terms = passkeyTerms(passkey);
  return { ...terms, ...(await wrap(await wrappingKeyOfPasskey(secret, terms), raw)) };
}

async function wrap(wrapping: CryptoKey, raw: BufferSource): Promise<Wrapped> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, wrapped: await crypto.subtle.encrypt({ name: ALGORITHM, iv }, wrapping, raw) };
}

async function unwrap(wrapping: CryptoKey, { iv, wrapped }: Wrapped, Wrong: new () => Error): Promise<CryptoKey> {
  const raw = await crypto.subtle.decrypt({ name: ALGORITHM, iv }, wrapping, wrapped).catch(() => {
    throw new Wrong();
  });
  return importKey(new Uint8Array(raw));
}

/** Nothing of `raw` is left. */
async function importKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey("raw", raw, ALGORITHM, false, ["encrypt", "decrypt"]);
  raw.fill(0);
  return key;
}
