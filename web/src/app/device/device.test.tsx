import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { currentClient, deletion, inMemory, mutate, startSync, stopSync } from "@/sync";
import { checkOpener, makeDevice, openDevice, openOrMake } from "@/sync/device/open";
import { type Store, snapshotOf } from "@/sync/store";
import { row } from "@/testing/sitting";
import { deviceStore, keepJournal, keepNothing, keptLock, noteUser, setLock } from "./device";
import { noteSeen, tellFallen } from "./fallen";
import { rejoin } from "./rejoin";

const on = { onDetached: () => undefined };
const user = { id: "ana", name: "Ana", email: "ana@example.org", is_owner: false };

/** There is a lock, which has fallen, and a tab that was looked at. */
beforeEach(() => {
  vi.stubGlobal("caches", { keys: async () => [] });
  localStorage.clear();
  localStorage.setItem("hearken.device", JSON.stringify([{ user: "ana", own: true, minutes: 5 }]));
  noteSeen(1);
  tellFallen(1);
  expect(Object.keys(localStorage)).toHaveLength(3);
});
afterEach(async () => {
  await stopSync();
  vi.unstubAllGlobals();
});

it("leaves nothing behind of a lock that is removed but the answer", async () => {
  await setLock(user, undefined, undefined);
  expect({ ...localStorage }).toEqual({ "hearken.device": '[{"user":"ana","own":true}]' });
});

it("leaves nothing behind of the lock on a journal that is no longer kept", async () => {
  await keepNothing(user);
  expect({ ...localStorage }).toEqual({ "hearken.device": '[{"user":"ana","own":false}]' });
});

it("leaves nothing behind of a lock that was removed by a tab that ended before it could say so", async () => {
  stubBrowser();
  const place = await openOrMake("ana", on);
  const reload = vi.fn();
  vi.stubGlobal("location", { ...window.location, reload });
  window.dispatchEvent(new StorageEvent("storage", { key: "hearken.device" }));
  void keptLock();
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());
  expect({ ...localStorage }).toEqual({ "hearken.device": '[{"user":"ana","own":true}]' });
  await place.store.wipe();
});

/** What another tab that opens it finds in the journal. */
async function elsewhere(): Promise<Store> {
  const place = await openDevice("ana", on);
  await place?.store.refresh();
  if (!place) throw new Error("it is kept");
  return place.store;
}

/** A browser in which another tab leads. */
function stubBrowser(): void {
  const locks = { request: () => new Promise(() => undefined) };
  vi.stubGlobal("navigator", { onLine: true, storage: { persist: async () => true }, locks });
}

it("goes on where another tab has put the journal", async () => {
  stubBrowser();
  localStorage.clear();
  startSync({ getToken: async () => null, user: "ana" });
  await keepJournal(user);
  const before = currentClient();
  await makeDevice("ana", await elsewhere(), on);
  await vi.waitFor(() => expect(currentClient()).not.toBe(before));
  expect(currentClient()?.isKept).toBe(true);
  expect(deviceStore.get().trouble).toBeUndefined();
  await mutate.createEntry({ id: "e", text: "Kept." });
  expect(snapshotOf(await elsewhere()).outbox).toMatchObject([{ args: { text: "Kept." } }]);
});

it("does so when nothing is in this tab alone any more, and not under a lock", async () => {
  stubBrowser();
  await openOrMake("ana", on);
  const place = inMemory();
  startSync({ getToken: async () => null, user: "ana", place });
  await mutate.createEntry({ id: "alone", text: "Only here." });
  const waits = vi.fn();
  const joined = rejoin("ana", on, waits);
  await vi.waitFor(() => expect(waits).toHaveBeenCalledOnce());
  expect(currentClient()?.isKept).toBe(false);
  await place.store.write((tx) => tx.setOutbox([]));
  await joined;
  const there = currentClient();
  expect(there?.isKept).toBe(true);
  await makeDevice("ana", await elsewhere(), on, { pin: "seven grey geese" });
  await expect(rejoin("ana", on, waits)).rejects.toMatchObject({ name: "Locked" });
  expect(currentClient()).toBe(there);
});

it("waits for as long as a deletion can be taken back, which moving would send", async () => {
  stubBrowser();
  await openOrMake("ana", on);
  const place = inMemory();
  await place.store.write((tx) => tx.putRow({ t: "entry", id: "e", rev: 1, d: row() }));
  startSync({ getToken: async () => null, user: "ana", place });
  deletion.hold("e");
  const joined = rejoin("ana", on, vi.fn());
  await checkOpener("ana", undefined);
  await currentClient()?.rest();
  expect(currentClient()?.isKept).toBe(false);
  deletion.takeBack("e");
  await joined;
  expect(snapshotOf(place.store).outbox).toEqual([]);
  expect(currentClient()?.isKept).toBe(true);
});

it("goes on with the journal of its own user, whoever has signed in since", async () => {
  stubBrowser();
  localStorage.clear();
  startSync({ getToken: async () => null, user: "ana" });
  await keepJournal(user);
  const before = currentClient();
  noteUser("ben");
  await makeDevice("ana", await elsewhere(), on);
  await vi.waitFor(() => expect(currentClient()).not.toBe(before));
  expect(deviceStore.get().trouble).toBeUndefined();
});
