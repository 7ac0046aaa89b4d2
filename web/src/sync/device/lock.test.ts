import { describe, expect, it, vi } from "vitest";
import { Locked, lockedKey, type Opener, unlock, WrongPasskey, WrongPin } from "./lock";
import { secretOf } from "./passkeyLock";

const IV = new Uint8Array(12);
const message = new TextEncoder().encode("hello");
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

vi.setConfig({ testTimeout: 60_000 });

async function opensTheSame(key: CryptoKey, again: CryptoKey): Promise<boolean> {
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: IV }, key, message);
  const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: IV }, again, sealed);
  return new TextDecoder().decode(opened) === "hello";
}

describe("a lock with a PIN", () => {
  it("gives the key back for the PIN, and for nothing else", async () => {
    const { key, lock } = await lockedKey({ pin: "4711 and a half" });
    expect(await opensTheSame(key, await unlock({ pin: "4711 and a half" }, lock))).toBe(true);
    await expect(unlock({ pin: "4711" }, lock)).rejects.toThrow(WrongPin);
    await expect(unlock({ pin: "" }, lock)).rejects.toThrow(WrongPin);
  });

  it("hands the key to nobody, and stores it wrapped only", async () => {
    const { key, lock } = await lockedKey({ pin: "4711" });
    await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
    await expect(crypto.subtle.exportKey("raw", await unlock({ pin: "4711" }, lock))).rejects.toThrow();
    expect(lock.wrapped.byteLength).toBe(32 + 16);
    expect(Object.values(lock).some((value) => (value as unknown) instanceof CryptoKey)).toBe(false);
  });

  it("makes a try cost the same on a fast device, and never too little", async () => {
    const clock = (took: number) => {
      let time = 0;
      return () => {
        time += took;
        return time;
      };
    };
    expect((await lockedKey({ pin: "4711" }, clock(25))).lock).toMatchObject({ iterations: 2_000_000 });
    expect((await lockedKey({ pin: "4711" }, clock(5_000))).lock).toMatchObject({ iterations: 600_000 });
  });

  it("takes no time at all for a clock that does not tell", async () => {
    expect((await lockedKey({ pin: "4711" }, () => 0)).lock).toMatchObject({ iterations: 600_000 });
    const ticks = [0, 0, 0, 100];
    expect((await lockedKey({ pin: "4711" }, () => ticks.shift() ?? 0)).lock).toMatchObject({ iterations: 2_000_000 });
  });

  it("leaves nothing of the key behind that it was wrapped as", async () => {
    const { lock } = await lockedKey({ pin: "4711" });
    const decrypt = vi.spyOn(crypto.subtle, "decrypt");
    await unlock({ pin: "4711" }, lock);
    const raw = new Uint8Array((await decrypt.mock.results[0]?.value) as ArrayBuffer);
    expect([raw.length, raw.every((byte) => byte === 0)]).toEqual([32, true]);
    vi.restoreAllMocks();
  });
});

describe("a lock with a passkey", () => {
  const passkey = { credential: random(16), transports: ["internal"], input: random(32) };
  const answer = random(32);
  const answering = async (bytes: Uint8Array<ArrayBuffer>): Promise<Opener> => ({
    passkey,
    secret: await secretOf(bytes.slice()),
  });

  it("gives the key back for the passkey's answer, and for nothing else", async () => {
    const { key, lock } = await lockedKey(await answering(answer));
    expect(await opensTheSame(key, await unlock(await answering(answer), lock))).toBe(true);
    await expect(unlock(await answering(random(32)), lock)).rejects.toThrow(WrongPasskey);
    const [other, others] = [random(32), await lockedKey(await answering(answer))];
    await expect(unlock(await answering(answer), { ...lock, salt: other })).rejects.toThrow(WrongPasskey);
    await expect(unlock(await answering(answer), { ...lock, wrapped: others.lock.wrapped })).rejects.toThrow(
      WrongPasskey,
    );
  });

  it("stores what it needs to ask, and nothing that opens it", async () => {
    const opener = await answering(answer);
    const { lock } = await lockedKey(opener);
    expect(lock).toMatchObject(passkey);
    expect(Object.keys(lock).sort()).toEqual(["credential", "input", "iv", "salt", "transports", "wrapped"]);
    expect(lock.wrapped.byteLength).toBe(32 + 16);
    expect("secret" in opener && opener.secret.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("raw", await unlock(opener, lock))).rejects.toThrow();
  });

  it("wraps under another key each time", async () => {
    const [one, two] = [await lockedKey(await answering(answer)), await lockedKey(await answering(answer))];
    expect(one.lock.salt).not.toEqual(two.lock.salt);
    expect(one.lock.iv).not.toEqual(two.lock.iv);
  });

  it("leaves nothing of the answer behind", async () => {
    const once = answer.slice();
    await secretOf(once);
    expect([...once].every((byte) => byte === 0)).toBe(true);
  });

  it("is not opened by a PIN, nor the other way round", async () => {
    const byPasskey = await answering(answer);
    const byPin = { pin: "4711" };
    await expect(unlock(byPin, (await lockedKey(byPasskey)).lock)).rejects.toThrow(Locked);
    await expect(unlock(byPasskey, (await lockedKey(byPin)).lock)).rejects.toThrow(Locked);
  });
});
