import { expect, it, vi } from "vitest";
import { lockedKey, unlock, WrongPin } from "./lock";

const IV = new Uint8Array(12);
const message = new TextEncoder().encode("hello");

vi.setConfig({ testTimeout: 60_000 });

it("gives the key back for the PIN, and for nothing else", async () => {
  const { key, lock } = await lockedKey("4711 and a half");
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: IV }, key, message);
  const again = await unlock("4711 and a half", lock);
  expect(new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: IV }, again, sealed))).toEqual(message);
  await expect(unlock("4711", lock)).rejects.toThrow(WrongPin);
  await expect(unlock("", lock)).rejects.toThrow(WrongPin);
});

it("hands the key to nobody, and stores it wrapped only", async () => {
  const { key, lock } = await lockedKey("4711");
  await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  await expect(crypto.subtle.exportKey("raw", await unlock("4711", lock))).rejects.toThrow();
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
  expect((await lockedKey("4711", clock(25))).lock.iterations).toBe(2_000_000);
  expect((await lockedKey("4711", clock(5_000))).lock.iterations).toBe(600_000);
});
