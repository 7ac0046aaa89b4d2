import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { fill, held, outgoing } from "../testing/filled";
import { Database } from "./database";
import { DeviceStore, type DeviceWorld } from "./store";
import { newKey, Vault } from "./vault";

const key = await newKey();

let name: string;
let database: Database;
let leads: boolean;
let detached: unknown[];
let made = 0;

beforeEach(async () => {
  made += 1;
  name = `test-${made}`;
  leads = true;
  detached = [];
  database = await Database.open(name);
  await database.replace({ format: 1, user: "ana", key }, new Map(), 0);
});

/** Opens it, and waits until everything is read. */
async function open(change: Partial<DeviceWorld> = {}): Promise<DeviceStore> {
  const store = await begin(change);
  await store.refresh();
  return store;
}

function begin(change: Partial<DeviceWorld> = {}): Promise<DeviceStore> {
  return DeviceStore.open({
    database,
    vault: new Vault(key, name),
    newClientId: () => `client-${crypto.randomUUID()}`,
    leads: () => leads,
    breathe: async () => undefined,
    changed: () => undefined,
    onDetached: (error) => detached.push(error),
    delete: async () => {
      database.close();
      await Database.delete(name);
    },
    ...change,
  });
}

describe("a store on the device", () => {
  it("holds after it was closed what it held before", async () => {
    const store = await open();
    await fill(store);
    await store.write(async (tx) => {
      await tx.setOutbox((await tx.outbox()).slice(1));
      await tx.deleteRow("entry", "none");
    });
    expect(held(await open())).toEqual(held(store));
    expect(held(store)).toMatchObject({ outbox: [{ mid: 10 }], meta: { cookie: 3 }, rows: [["entry/a", { rev: 3 }]] });
  });

  it("has words outlast a power cut that exist nowhere else, and does not wait for what the server has", async () => {
    const commit = vi.spyOn(database, "commit");
    const store = await open();
    commit.mockClear();
    const refused = {
      name: "entry.publish@1",
      args: { id: "e" },
      id: "aside",
      at: "",
      code: "c",
      detail: "d",
    } as const;
    await store.write((tx) => tx.setOutbox([outgoing(1, "one")]));
    await store.write((tx) => tx.setNotAccepted([refused]));
    await store.write((tx) => tx.deleteRow("entry", "none"));
    expect(commit.mock.calls.map(([, , durability]) => durability)).toEqual(["strict", "strict", "relaxed"]);
  });

  it("changes nothing at all when a transaction fails", async () => {
    const store = await open();
    await fill(store);
    const before = held(store);
    const failing = store.write(async (tx) => {
      await tx.clearRows();
      await tx.setOutbox([]);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect([held(store), held(await open())]).toEqual([before, before]);
  });

  it("makes a change anew that another tab was ahead of", async () => {
    const [one, two] = [await open(), await open()];
    await one.write(async (tx) => tx.setOutbox([...(await tx.outbox()), outgoing(1, "one")]));
    await two.write(async (tx) => tx.setOutbox([...(await tx.outbox()), outgoing(2, "two")]));
    await one.refresh();
    expect(held(one).outbox).toMatchObject([{ mid: 1 }, { mid: 2 }]);
    expect(held(two)).toEqual(held(one));
  });

  it("catches up with another tab, however far that has come", async () => {
    const [one, two] = [await open(), await open()];
    await fill(one);
    for (let rev = 4; rev < 80; rev += 1) {
      await one.write((tx) => tx.putRow({ t: "entry", id: `e${rev % 7}`, rev, d: {} }));
      if (rev === 10) await two.refresh();
    }
    await one.write((tx) => tx.deleteRow("entry", "a"));
    await two.refresh();
    expect(held(two)).toEqual(held(one));
  });

  it("keeps no word readable", async () => {
    await fill(await open());
    const { records } = await database.since(0);
    const stored = [...records].map(([name, it]) => name + new TextDecoder("latin1").decode(it?.data)).join();
    expect(stored).toContain("outbox/");
    // Three letters may come up in any ciphertext.
    for (const word of ["nine", "eight", "create"]) expect(stored).not.toContain(word);
  });

  it("shows the newest at once, the rest soon, and lets changes wait for it", async () => {
    const store = await open();
    await fill(store);
    const long = "x".repeat(30_000);
    await store.write(async (tx) => {
      for (let rev = 10; rev < 50; rev += 1) await tx.putRow({ t: "entry", id: `e${rev}`, rev, d: { text: long } });
    });
    const seen: { rows: number; isPartial: boolean }[] = [];
    const opened = await begin();
    let rows = 0;
    opened.watch((change) => {
      rows = change.rows.size + (change.cleared ? 0 : rows);
      seen.push({ rows, isPartial: change.isPartial === true });
    });
    await opened.write((tx) => tx.deleteRow("entry", "a"));
    expect(seen.at(0)).toMatchObject({ isPartial: true });
    expect(seen.at(0)?.rows).toBeLessThan(15);
    expect(seen.find(({ isPartial }) => !isPartial)?.rows).toBe(41);
    await store.refresh();
    expect(held(opened)).toEqual(held(store));
  });

  it("forgets everything when it is wiped", async () => {
    const store = await open();
    await fill(store);
    await store.wipe();
    expect(held(store)).toMatchObject({ outbox: [], retained: [], not_accepted: [], rows: [] });
    expect((await indexedDB.databases()).map((it) => it.name)).not.toContain(name);
  });
});

/** Works the first time only. */
function once<A extends unknown[], R>(work: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  let isFirst = true;
  return (...args) => {
    if (!isFirst) return Promise.reject(new Error("gone"));
    isFirst = false;
    return work(...args);
  };
}

describe("a store on the device that can store nothing more", () => {
  const full = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  const reading = () => ({
    some: database.some.bind(database),
    since: database.since.bind(database),
  });

  it("goes on in memory with everything, in the tab that sends it", async () => {
    const store = await open({ database: { ...reading(), commit: full } });
    await store.write((tx) => tx.setOutbox([outgoing(1, "one")]));
    expect(store.isKept).toBe(false);
    expect(held(store).outbox).toMatchObject([{ mid: 1 }]);
    expect(detached).toMatchObject([{ name: "QuotaExceededError" }]);
  });

  it("goes on under a name of its own in any other tab, and leaves what is stored to the first", async () => {
    const first = await open();
    await fill(first);
    leads = false;
    const store = await open({ database: { ...reading(), commit: full } });
    const { client_id } = held(store).meta;
    await store.write(async (tx) => tx.setOutbox([...(await tx.outbox()), outgoing(1, "mine")]));
    expect(held(store)).toMatchObject({ outbox: [{ args: { text: "mine" } }], meta: { cookie: 3, epoch: 2 } });
    expect(held(store).meta.client_id).not.toBe(client_id);
    expect(held(await open()).outbox).toHaveLength(2);
  });

  it("has the server send what it could not read", async () => {
    const first = await open();
    await fill(first);
    await first.write(async (tx) => {
      for (let rev = 10; rev < 50; rev += 1)
        await tx.putRow({ t: "entry", id: `e${rev}`, rev, d: { text: "x".repeat(30_000) } });
    });
    const store = await open({ database: { ...reading(), some: once(database.some.bind(database)), commit: full } });
    await store.refresh();
    expect(held(store)).toMatchObject({ rows: [], outbox: [{ mid: 9 }, { mid: 10 }], meta: { cookie: 0, epoch: 0 } });
  });

  it("goes on when everything was replaced, under a key that it does not have", async () => {
    const store = await open();
    await fill(store);
    const other = await Database.open(name);
    await other.replace({ format: 1, user: "ana", key }, new Map(), store.version);
    await store.write((tx) => tx.setOutbox([outgoing(12, "more")]));
    expect([store.isKept, held(store).outbox]).toMatchObject([false, [{ mid: 12 }]]);
    expect((await other.since(0)).records.size).toBe(0);
  });

  it("goes on when the browser has deleted the database", async () => {
    const store = await open();
    await fill(store);
    database.close();
    await Database.delete(name);
    await store.write((tx) => tx.setOutbox([outgoing(12, "more")]));
    expect([store.isKept, held(store).outbox, held(store).rows]).toMatchObject([
      false,
      [{ mid: 12 }],
      [["entry/a", {}]],
    ]);
  });
});

describe("what does not open", () => {
  async function damage(names: (name: string) => boolean): Promise<void> {
    const { version, records } = await database.since(0);
    const broken = [...records]
      .filter(([it]) => names(it))
      .map(([it]) => [it, { iv: new Uint8Array(12), data: new ArrayBuffer(32) }] as const);
    expect(broken).not.toEqual([]);
    await database.commit(version, new Map(broken), "default");
  }

  it("is fetched from the server again, if it is rows", async () => {
    await fill(await open());
    await damage((it) => it.startsWith("rows/"));
    expect(held(await open())).toMatchObject({
      rows: [],
      outbox: [{ mid: 9 }, { mid: 10 }],
      meta: { cookie: 0, epoch: 0 },
    });
  });

  it("is deleted, so that it is fetched once", async () => {
    await fill(await open());
    await damage((it) => it !== "meta");
    const store = await open();
    expect(held(store)).toMatchObject({ rows: [], outbox: [], retained: [], not_accepted: [], meta: { next_mid: 11 } });
    await store.write(async (tx) => {
      await tx.putRow({ t: "entry", id: "a", rev: 3, d: { text: "a" } });
      await tx.setMeta({ ...(await tx.meta()), cookie: 3, epoch: 2 });
    });
    expect(held(await open())).toMatchObject({ rows: [["entry/a", {}]], meta: { cookie: 3, epoch: 2 } });
  });

  it("is not deleted when another tab has repaired it meanwhile", async () => {
    await fill(await open());
    await damage((it) => it.startsWith("rows/"));
    const refill = once(async () => fill(await open()));
    const store = await open({
      database: {
        some: database.some.bind(database),
        since: database.since.bind(database),
        commit: async (...change) => {
          await refill().catch(() => undefined);
          return database.commit(...change);
        },
      },
    });
    for (const it of [store, await open()])
      expect(held(it)).toMatchObject({ rows: [["entry/a", {}]], meta: { cookie: 3 } });
  });

  it("costs the client its name, if that is gone, and none of the words", async () => {
    const store = await open();
    await fill(store);
    await damage((it) => it === "meta");
    const repaired = held(await open());
    expect(repaired).toMatchObject({ outbox: [{ mid: 1, args: { text: "nine" } }, { mid: 2 }], meta: { next_mid: 3 } });
    expect(repaired.meta.client_id).not.toBe(held(store).meta.client_id);
  });
});
