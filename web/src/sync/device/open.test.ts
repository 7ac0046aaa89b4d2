import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { MemoryStore } from "../memory";
import type { Store } from "../store";
import { AT, fill, held, outgoing } from "../testing/filled";
import { Database, Gone } from "./database";
import { Locked, WrongPin } from "./lock";
import {
  checkOpener,
  deleteDevice,
  holdsUnsent,
  keepDevice,
  keepsOthers,
  Later,
  makeDevice,
  openDevice,
  TooNew,
} from "./open";
import { newKey } from "./vault";

const key = await newKey();

describe("the device of a user", () => {
  const events = { onDetached: () => undefined };
  const filled = async (): Promise<Store> => {
    const store = new MemoryStore(() => "client-before");
    await fill(store);
    return store;
  };

  it("opens where it was made, for that user alone", async () => {
    const before = await filled();
    const place = await makeDevice("ana", before, events);
    await place.store.refresh();
    const opened = await openDevice("ana", events);
    await opened?.store.refresh();
    expect(held(opened?.store as Store)).toEqual(held(place.store));
    expect(held(place.store).outbox).toMatchObject([{ mid: 9 }, { mid: 10 }]);
    expect(await openDevice("ben", events)).toBeUndefined();
    await deleteDevice("ana");
    expect(await openDevice("ana", events)).toBeUndefined();
  });

  it("is found beside that of another, and outlives it", async () => {
    const names = async () => (await Database.names()).filter((name) => /ana|ben/.test(name));
    await deleteDevice("ben");
    await makeDevice("ana", await filled(), events);
    expect(await keepsOthers("ben")).toBe(true);
    expect(await keepsOthers("ana")).toBe(false);
    await deleteDevice("ben");
    expect(await names()).toEqual(["hearken-ana"]);
    await deleteDevice("ana");
    expect([await keepsOthers("ben"), await names()]).toEqual([false, []]);
  });

  it("keeps what is the user's alone when it was made in an older way, and refuses a newer one", async () => {
    const before = await filled();
    await makeDevice("cleo", before, events);
    const kept = await Database.open("hearken-cleo");
    const [head, { records, version }] = [await kept.head(), await kept.since(0)];
    if (!head) throw new Error("it was made just now");
    await kept.replace({ ...head, format: 0 }, records, version);
    const migrated = await openDevice("cleo", events);
    await migrated?.store.refresh();
    expect(held(migrated?.store as Store)).toMatchObject({
      rows: [],
      outbox: [{ mid: 9 }, { mid: 10 }],
      retained: [{ mid: 8 }],
      meta: { cookie: 0, epoch: 0 },
    });
    await kept.replace({ ...head, format: 2 }, records, (await kept.since(0)).version);
    await expect(openDevice("cleo", events)).rejects.toThrow(TooNew);
  });

  it("is not made anew over what another tab has just stored", async () => {
    const { store } = await makeDevice("dora", await filled(), events);
    const other = (await openDevice("dora", events))?.store as Store;
    await other.write(async (tx) => tx.setOutbox([...(await tx.outbox()), outgoing(11, "just now")]));
    const locked = await makeDevice("dora", store, events);
    expect(held(locked.store).outbox).toMatchObject([{ mid: 9 }, { mid: 10 }, { args: { text: "just now" } }]);
    await expect(makeDevice("dora", store, events)).rejects.toThrow(Gone);
    await other.write((tx) => tx.setOutbox([]));
    expect([other.isKept, other.version, (await openDevice("dora", events))?.store.version]).toEqual([false, 0, 3]);
  });

  it("tells other tabs at once that it was made anew", async () => {
    const tab = new BroadcastChannel("hearken-eve");
    const heard = new Promise((resolve) => {
      tab.onmessage = ({ data }) => resolve(data);
    });
    await makeDevice("eve", await filled(), events);
    expect(await heard).toEqual({ type: "changed" });
    tab.close();
  });

  it("stays as it is when words in it were never sent, until those to be kept here are", async () => {
    await keepDevice("finn", await filled(), events);
    const nothing = new MemoryStore(() => "client-new");
    expect(held((await keepDevice("finn", nothing, events)).store).outbox).toMatchObject([{ mid: 9 }, { mid: 10 }]);
    const refused = { name: "entry.publish@1", args: { id: "a" }, id: "x.1", at: AT, code: "c", detail: "d" } as const;
    await nothing.write((tx) => tx.setNotAccepted([refused]));
    await expect(keepDevice("finn", nothing, events)).rejects.toThrow(Later);
    const there = (await openDevice("finn", events))?.store as Store;
    await there.write((tx) => tx.setOutbox([]));
    await there.write((tx) => tx.setNotAccepted([]));
    expect(held((await keepDevice("finn", nothing, events)).store)).toMatchObject({ not_accepted: [refused] });
  });

  it("is left alone when it is locked or newer, also if all of it was sent", async () => {
    const nothing = new MemoryStore(() => "client-new");
    await makeDevice("gus", nothing, events, { pin: "4711" });
    await expect(keepDevice("gus", nothing, events)).rejects.toThrow(Locked);
    const newer = await Database.open("hearken-hal");
    await newer.replace({ format: 2, user: "hal", key }, new Map(), 0);
    await expect(keepDevice("hal", nothing, events)).rejects.toThrow(TooNew);
  });

  it("tells what opens it from what does not", async () => {
    await makeDevice("ida", await filled(), events, { pin: "4711" });
    await checkOpener("ida", { pin: "4711" });
    await expect(checkOpener("ida", { pin: "4712" })).rejects.toThrow(WrongPin);
    await expect(checkOpener("ida", undefined)).rejects.toThrow(Locked);
    await makeDevice("jan", await filled(), events);
    await checkOpener("jan", undefined);
    await checkOpener("nobody", undefined);
  });

  it("is not made by looking for it", async () => {
    expect(await holdsUnsent("nobody")).toBe(false);
    expect(await openDevice("nobody", events)).toBeUndefined();
    await deleteDevice("nobody");
    expect((await indexedDB.databases()).map((it) => it.name)).not.toContain("hearken-nobody");
  });
});
