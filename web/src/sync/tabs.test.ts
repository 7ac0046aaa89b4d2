import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { Client } from "./client";
import { Database } from "./device/database";
import { DeviceStore } from "./device/store";
import { newId } from "./ids";
import type { Position } from "./rules";
import type { TabEvents, TabMessage, Tabs } from "./tabs";
import { ManualClock, SeededRandom, settled } from "./testing/clock";
import { FakeServer } from "./testing/fake-server";
import { FakeSockets } from "./testing/wires";

/** Tabs between which every message arrives at once, and which lead one after the other, in the order of their asking. */
class TabRow {
  readonly all: FakeTabs[] = [];
  private queue: FakeTabs[] = [];

  open(): FakeTabs {
    return new FakeTabs(this);
  }
  /** As with the lock of a browser: who has it keeps it until they let it go, whatever else becomes of them. */
  ask(tabs: FakeTabs): void {
    this.queue.push(tabs);
    if (this.queue.length === 1) tabs.lead();
  }
  letGo(tabs: FakeTabs): void {
    const [first, next] = this.queue;
    this.queue = this.queue.filter((it) => it !== tabs);
    if (first === tabs) next?.lead();
  }
}

class FakeTabs implements Tabs {
  leads = false;
  private on: TabEvents | undefined;

  constructor(private readonly row: TabRow) {
    row.all.push(this);
  }

  join(on: TabEvents): () => void {
    this.on = on;
    this.row.ask(this);
    this.tell({ type: "who_leads" });
    return () => {
      this.leads = false;
      this.on = undefined;
      this.row.letGo(this);
    };
  }
  lead(): void {
    this.leads = true;
    this.on?.lead();
  }
  tell(message: TabMessage): void {
    if (this.on) for (const other of this.row.all) if (other !== this) other.on?.hear(message);
  }
}

const PLAIN = {
  seal: async (_: string, value: unknown) => ({
    iv: new Uint8Array(),
    data: new TextEncoder().encode(JSON.stringify(value)).buffer,
  }),
  open: async (_: string, { data }: { data: ArrayBuffer }): Promise<unknown> =>
    JSON.parse(new TextDecoder().decode(data)),
};

let clock: ManualClock;
let sockets: FakeSockets;
let server: FakeServer;
let row: TabRow;
let database: Database;
let count = 0;

beforeEach(async () => {
  clock = new ManualClock();
  sockets = new FakeSockets();
  server = new FakeServer({ pageRows: 500, dedupe: true });
  row = new TabRow();
  count += 1;
  database = await Database.open(`tabs-${count}`);
  await database.replace({ format: 1, user: "ana", key: undefined }, new Map(), 0);
});

async function openTab(commit = database.commit.bind(database)): Promise<Client> {
  const tabs = row.open();
  const random = new SeededRandom(row.all.length + 1);
  const store = await DeviceStore.open({
    database: { some: (choose) => database.some(choose), since: (version) => database.since(version), commit },
    vault: PLAIN,
    newClientId: () => newId(clock, random),
    leads: () => tabs.leads,
    breathe: async () => undefined,
    changed: () => tabs.tell({ type: "changed" }),
    onDetached: () => undefined,
    delete: async () => undefined,
  });
  const client = new Client({
    clock,
    random,
    store,
    tabs,
    url: "ws://here",
    open: sockets.open,
    post: async () => ({ status: 0, body: undefined }),
    getToken: async () => "token",
    online: () => true,
    deletionNotes: { read: () => [], write: () => undefined },
    onNotAccepted: () => undefined,
    onFault: (error) => {
      throw error;
    },
  });
  client.start();
  await rest();
  return client;
}

/** Lets what is under way in the database come to its end. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await settled();
}

/** Answers everything that was asked over the last socket, as the server would. */
async function serve(client_id: string): Promise<void> {
  const socket = sockets.last;
  for (let asked = socket.sent.splice(0); asked.length > 0; asked = socket.sent.splice(0)) {
    for (const frame of asked) {
      if (frame.type === "hello") socket.say({ type: "welcome", proto: 1, epoch: 1, seq: server.seq, ping_ms: 15_000 });
      if (frame.type === "push") socket.say(server.push(frame as never));
      if (frame.type === "pull") socket.say(server.pull({ ...(frame as object as Position), client_id }));
    }
    await rest();
  }
}

async function connect(client: Client): Promise<void> {
  sockets.last.accept();
  await settle(client);
}

async function settle(client: Client): Promise<void> {
  for (const wait of [0, 10_000, 1_500]) {
    await clock.advance(wait);
    await rest();
    await serve(client.view.meta?.client_id ?? "");
  }
}

const create = (id: string, text: string) => ({ name: "entry.create@1", args: { id, text } }) as const;

describe("tabs that share a store", () => {
  it("have one connection, one name, and all the same to show", async () => {
    const [one, two] = [await openTab(), await openTab()];
    await connect(one);
    expect(sockets.opened).toHaveLength(1);
    await two.mutate(create("e", "hello"));
    await rest();
    expect(one.view.entry("e")).toMatchObject({ text: "hello", saving: "syncing" });
    expect(two.view.entry("e")).toMatchObject({ text: "hello", saving: "syncing" });
    await settle(one);
    expect(server.get("entry", "e")?.text).toBe("hello");
    for (const { view, monitor } of [one, two]) {
      expect(view.entry("e")?.saving).toBe("saved");
      expect(monitor.current).toMatchObject({ state: "up_to_date", pending: 0, kept: true });
    }
    expect(two.view.meta?.client_id).toBe(one.view.meta?.client_id);
    expect(server.clients.size).toBe(1);
  });

  it("go on with the next when the one that leads is closed", async () => {
    const [one, two] = [await openTab(), await openTab()];
    await connect(one);
    await one.pause();
    await two.mutate(create("e", "hello"));
    await rest();
    expect(sockets.opened).toHaveLength(2);
    await connect(two);
    expect(server.get("entry", "e")?.text).toBe("hello");
    expect(server.clients.size).toBe(1);
  });

  it("tell each other how the connection is, also who comes later", async () => {
    const one = await openTab();
    await connect(one);
    const two = await openTab();
    expect(two.monitor.current.state).toBe("up_to_date");
    sockets.last.end(1006);
    await rest();
    await clock.advance(1_500);
    expect(two.monitor.current.state).toBe("reconnecting");
  });

  it("wake the one that leads when the user comes back to another", async () => {
    const [one, two] = [await openTab(), await openTab()];
    await connect(one);
    sockets.last.take("pull");
    two.wake();
    await rest();
    expect(sockets.last.take("pull")).toHaveLength(1);
  });

  it("go separate ways when one of them can store nothing more", async () => {
    const one = await openTab();
    await connect(one);
    const full = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
    const two = await openTab(full);
    await two.mutate(create("e", "hello"));
    await rest();
    expect([one.isKept, two.isKept, two.isOwing]).toEqual([true, false, true]);
    await connect(two);
    expect(server.get("entry", "e")?.text).toBe("hello");
    expect(server.clients.size).toBe(2);
  });

  it("leave what is stored to the next when the one that leads can store nothing more", async () => {
    let isFull = false;
    const one = await openTab(async (...change) => {
      if (isFull) throw new DOMException("full", "QuotaExceededError");
      return database.commit(...change);
    });
    const two = await openTab();
    await connect(one);
    isFull = true;
    await one.mutate(create("mine", "only in this tab"));
    await rest();
    expect([one.isKept, two.isKept]).toEqual([false, true]);
    expect(sockets.opened).toHaveLength(2);
    await two.mutate(create("kept", "on the device"));
    await connect(two);
    expect(server.get("entry", "kept")?.text).toBe("on the device");
    expect(two.monitor.current).toMatchObject({ state: "up_to_date", pending: 0, kept: true });
  });

  it("hold nothing twice when another tab has put the journal under a lock", async () => {
    const [one, two] = [await openTab(), await openTab()];
    await connect(one);
    const { client_id } = one.view.meta ?? {};
    sockets.last.end(1006);
    await rest();
    await two.mutate(create("kept", "goes along"));
    await two.pause();
    await one.rest();
    expect(one.view.outbox).toHaveLength(1);
    const { version, records } = await database.since(0);
    const anew = await Database.open(`tabs-${count}`);
    await anew.replace({ format: 1, user: "ana", key: "a lock" }, records, version);

    await one.mutate(create("mine", "only in this tab"));
    await rest();
    expect([one.isKept, one.holdsUnsaved]).toEqual([false, true]);
    expect(one.view.outbox).toMatchObject([{ mid: 1, args: { id: "mine" } }]);
    expect(one.view.meta?.client_id).not.toBe(client_id);
    await connect(one);
    expect(one.holdsUnsaved).toBe(false);
    expect([server.get("entry", "mine")?.text, server.get("entry", "kept")]).toEqual(["only in this tab", undefined]);
  });
});
