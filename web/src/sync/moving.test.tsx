import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { currentClient, discardChange, inMemory, moveJournal, mutate, type Place, startSync, stopSync } from ".";
import { makeDevice, openDevice } from "./device/open";
import { MemoryStore } from "./memory";
import { type Store, snapshotOf } from "./store";
import type { TabMessage, Tabs } from "./tabs";
import { outgoing } from "./testing/filled";

const events = { onDetached: () => undefined };
let user: string;
let users = 0;
/** How many look at the store of the journal. */
let watching: number;

beforeEach(() => {
  users += 1;
  user = `user-${users}`;
  watching = 0;
});
afterEach(stopSync);

/** Tabs of which another one leads. */
class OtherLeads implements Tabs {
  readonly leads = false;
  joined = 0;
  readonly told: TabMessage[] = [];

  join(): () => void {
    this.joined += 1;
    return () => {
      this.joined -= 1;
    };
  }
  tell(message: TabMessage): void {
    this.told.push(message);
  }
}

/** A kept journal of more entries than are read at once, in a tab that does not lead. */
async function begin(): Promise<{ place: Place; tabs: OtherLeads }> {
  const store = new MemoryStore(() => "client");
  await store.write(async (tx) => {
    for (let rev = 1; rev <= 40; rev += 1)
      await tx.putRow({ t: "entry", id: `e${rev}`, rev, d: { id: `e${rev}`, text: "x".repeat(30_000) } });
    await tx.setRetained([1, 2, 3].map((mid) => ({ ...outgoing(mid, "arrived"), kept_at: 1, bytes: 2 })));
  });
  const tabs = new OtherLeads();
  const place = { store: countWatchers((await makeDevice(user, store, events)).store), tabs };
  startSync({ getToken: async () => null, user, place });
  return { place, tabs };
}

function countWatchers(store: Store): Store {
  const watch = store.watch.bind(store);
  store.watch = (listener) => {
    watching += 1;
    const stop = watch(listener);
    return () => {
      watching -= 1;
      stop();
    };
  };
  return store;
}

const held = (store: Store | undefined) => store && snapshotOf(store);

it("takes along what this tab has not read yet", async () => {
  await begin();
  const again = () =>
    moveJournal(async (from) => ({ ...(await makeDevice(user, from, events)), tabs: new OtherLeads() }));
  await Promise.all([again(), again()]);
  const place = await openDevice(user, events);
  await place?.store.refresh();
  expect(held(place?.store)?.rows.size).toBe(40);
});

it("takes along what has arrived and is kept for a restored server, under a lock and off it again", async () => {
  await begin();
  await mutate.createEntry({ id: "new", text: "not sent" });
  for (const opener of [{ pin: "seven grey geese" }, undefined]) {
    await moveJournal(async (from) => ({ ...(await makeDevice(user, from, events, opener)), tabs: new OtherLeads() }));
    const place = await openDevice(user, events, opener);
    await place?.store.refresh();
    expect(held(place?.store)).toMatchObject({
      meta: { client_id: "client" },
      retained: [{ mid: 1 }, { mid: 2 }, { mid: 3 }],
      outbox: [{ args: { text: "not sent" } }],
    });
  }
});

it("takes the queue along into memory, whichever tab leads", async () => {
  await begin();
  await mutate.createEntry({ id: "new", text: "only here" });
  await moveJournal(async (from) => inMemory(snapshotOf(from)));
  expect(currentClient()?.isKept).toBe(false);
  expect(currentClient()?.view.outbox).toMatchObject([{ args: { text: "only here" } }]);
});

it("takes up what was discarded before, where the journal is by then", async () => {
  await begin();
  const vid = await mutate.createEntry({ id: "new", text: "only here" });
  const undo = await discardChange(vid);
  await moveJournal(async (from) => inMemory(snapshotOf(from)));
  await undo?.();
  expect(currentClient()?.view.entry("new")?.text).toBe("only here");
});

it("is one of the tabs again when it could not be moved", async () => {
  const { tabs } = await begin();
  const watchingBefore = watching;
  const failed = moveJournal(() => Promise.reject(new Error("no room")));
  await expect(failed).rejects.toThrow("no room");
  expect([tabs.joined, watching]).toEqual([1, watchingBefore]);
  tabs.told.length = 0;
  currentClient()?.wake();
  expect(tabs.told).toEqual([{ type: "wake" }]);
});

it("leaves nothing behind when the user signs out meanwhile", async () => {
  await begin();
  let stopped: Promise<void> | undefined;
  await moveJournal(async (from) => {
    stopped = stopSync();
    return { ...(await makeDevice(user, from, events)), tabs: new OtherLeads() };
  });
  await stopped;
  expect(currentClient()).toBeUndefined();
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(`hearken-${user}`);
  await moveJournal((from) => makeDevice(user, from, events));
  expect(currentClient()).toBeUndefined();
});
