import { beforeEach, describe, expect, it } from "vitest";
import { Client } from "./client";
import type { Deletion } from "./deletions";
import { newId } from "./ids";
import { MemoryStore } from "./memory";
import type { NotAccepted } from "./mutations";
import { outcomeOf } from "./outcome";
import type { Position } from "./rules";
import { ManualClock, SeededRandom, settled } from "./testing/clock";
import { REFUSED_WORD } from "./testing/core";
import { FakeServer } from "./testing/fake-server";
import { FakeSockets } from "./testing/wires";

let clock: ManualClock;
let sockets: FakeSockets;
let client: Client;
let server: FakeServer;
let refused: NotAccepted[];
/** What the tab's storage holds; it outlives the client. */
let noted: readonly Deletion[];
let page: number;
let post: (path: string, body: unknown) => { status: number; body: unknown };

beforeEach(async () => {
  clock = new ManualClock();
  sockets = new FakeSockets();
  refused = [];
  post = () => ({ status: 0, body: undefined });
  server = new FakeServer({ pageRows: 500, dedupe: true });
  noted = [];
  await load(1);
});

/** Loads the page, as in a tab that may have been open before. */
async function load(seed: number): Promise<void> {
  page = seed;
  const random = new SeededRandom(seed);
  client = new Client({
    clock,
    random,
    store: new MemoryStore(() => newId(clock, random)),
    url: "ws://here",
    open: sockets.open,
    post: async (path, body) => post(path, body),
    getToken: async () => "token",
    online: () => true,
    deletionNotes: {
      read: () => noted,
      write: (deletions) => {
        if (page === seed) noted = deletions;
      },
    },
    onNotAccepted: (items) => refused.push(...items),
    onFault: (error) => {
      throw error;
    },
  });
  client.start();
  await settled();
}

async function welcome(): Promise<void> {
  sockets.last.accept();
  sockets.last.say({ type: "welcome", proto: 1, epoch: 1, seq: server.seq, ping_ms: 15_000 });
  await settled();
  await serve();
}

/** Answers everything that was asked, as the server would. */
async function serve(): Promise<void> {
  const socket = sockets.last;
  for (let asked = socket.sent.splice(0); asked.length > 0; asked = socket.sent.splice(0)) {
    for (const frame of asked) {
      const { client_id = "" } = client.view.meta ?? {};
      if (frame.type === "push") socket.say(server.push(frame as never));
      if (frame.type === "pull")
        socket.say(server.pull({ ...(frame as never as { cookie: number; epoch: number }), client_id }));
    }
    await settled();
  }
}

/** Answers everything for longer than a client waits for what it was not told. */
async function catchUp(): Promise<void> {
  for (const wait of [0, 10_000, 1_500, 10_000, 1_500]) {
    await clock.advance(wait);
    client.wake();
    await settled();
    await serve();
  }
}

const create = (id: string, text: string) => client.mutate({ name: "entry.create@1", args: { id, text } });

describe("a client", () => {
  it("greets with what it has and nothing else", () => {
    sockets.last.accept();
    expect(Object.keys(sockets.last.sent[0] ?? {}).sort()).toEqual(
      ["client_id", "cookie", "epoch", "proto", "schema", "token", "type"].sort(),
    );
  });

  it("writes, is up to date, and forgets everything at the end", async () => {
    await welcome();
    expect(client.monitor.current.state).toBe("up_to_date");
    await create("e", "hello");
    expect(client.monitor.current.pending).toBe(1);
    await serve();
    await clock.advance(1_500);
    await serve();
    expect(server.get("entry", "e")?.text).toBe("hello");
    expect(client.monitor.current).toMatchObject({ state: "up_to_date", pending: 0 });
    await client.stop();
    expect(sockets.last.closedWith).toBe(1000);
    expect([client.view.entries(), client.view.outbox]).toEqual([[], []]);
  });

  it("tells of a refusal once, and sends the change again when asked to", async () => {
    await welcome();
    await create("e", `hello ${REFUSED_WORD}`);
    await serve();
    expect(refused).toMatchObject([{ name: "entry.create@1", args: { id: "e" } }]);
    const [item] = refused;
    await client.retry(item?.id ?? "");
    await serve();
    expect(refused).toHaveLength(2);
    const discarded = await client.discard(refused[1]?.id ?? "");
    expect(client.view.notAccepted).toEqual([]);
    if (discarded) await client.takeUp(discarded);
    expect(client.view.notAccepted).toHaveLength(1);
    expect(refused).toHaveLength(2);
  });

  it("sends a refused change again only once, though two tabs are asked to", async () => {
    await welcome();
    await create("e", `hello ${REFUSED_WORD}`);
    await serve();
    const id = refused[0]?.id ?? "";
    await Promise.all([client.retry(id), client.retry(id)]);
    expect(client.view.outbox).toMatchObject([{ name: "entry.create@1" }]);
    await serve();
    expect(refused).toHaveLength(2);
  });

  it("gives up a change that was never sent", async () => {
    const vid = await create("e", "never mind");
    await client.discard(vid);
    expect(client.view.entries()).toEqual([]);
    await welcome();
    await clock.advance(1_500);
    await serve();
    expect(server.get("entry", "e")).toBeUndefined();
    expect(client.view.outbox).toEqual([]);
  });

  it("keeps words that cannot be sent apart from every change that is", async () => {
    await client.setAside({ name: "entry.edit@1", args: { id: "e", text: "too many" } }, "1 character too many.", "x");
    const vid = await client.mutate({ name: "preferences.set@1", args: { country: null } });
    expect(client.view.notAccepted[0]?.id).not.toBe(vid);
    await client.discard(vid);
    expect(client.view.notAccepted).toMatchObject([{ args: { text: "too many" }, code: "unsendable" }]);
  });

  it("does not take a text up again that is a part of what was written since", async () => {
    const edit = (text: string) => client.mutate({ name: "entry.edit@1", args: { id: "e", text } });
    const discarded = [await client.discard(await edit("First.")), await client.discard(await edit("Other."))];
    await welcome();
    await serve();
    await edit("First. Second.");
    for (const it of discarded) if (it) await client.takeUp(it);
    const texts = client.view.outbox.flatMap(({ args }) => ("text" in args ? args.text : []));
    expect(texts).toEqual(["First. Second.", "Other."]);
  });

  it("does not take a text for arrived that was given up", async () => {
    const seen = client.view.entry("e");
    const vid = await client.mutate({ name: "entry.edit@1", args: { id: "e", text: "mine" } }, seen);
    const known = outcomeOf(client.view, "e", vid, new AbortController().signal);
    await client.discard(vid);
    expect(await known).toBe("refused");
  });
});

describe("a server whose disk is full", () => {
  it("loses nothing, is told of, and gets the change once there is room", async () => {
    let isFull = true;
    post = (path, body) => {
      const { client_id } = body as { client_id: string };
      if (path === "/sync/pull")
        return { status: 200, body: server.pull({ ...(body as never as Position), client_id }) };
      return isFull ? { status: 507, body: {} } : { status: 200, body: server.push(body as never) };
    };
    await welcome();
    await create("e", "hello");
    sockets.last.end(1011);
    await settled();
    await clock.advance(2_000);
    expect(client.monitor.current).toMatchObject({ state: "disk_full", pending: 1 });
    isFull = false;
    client.wake();
    await settled();
    await clock.advance(1_500);
    expect(server.get("entry", "e")?.text).toBe("hello");
    expect(client.view.outbox).toEqual([]);
    expect(client.monitor.current.state).toBe("up_to_date");
  });
});

describe("a deletion that can be taken back", () => {
  const entry = () => client.view.entry("e");

  beforeEach(async () => {
    await welcome();
    await create("e", "hello");
    await serve();
    await clock.advance(1_500);
    await serve();
    client.deletions.hold("e");
  });

  it("shows at once, and reaches the server when it is let go", async () => {
    expect(entry()).toBeUndefined();
    expect(client.view.entries()).toEqual([]);
    await serve();
    expect(server.get("entry", "e")?.text).toBe("hello");
    await client.deletions.letGo("e");
    expect(entry()).toBeUndefined();
    await serve();
    expect(server.get("entry", "e")).toBeUndefined();
    expect([entry(), refused]).toEqual([undefined, []]);
  });

  it("restores the very same entry, which the server has never missed", async () => {
    const before = server.rows.get("entry/e");
    client.deletions.takeBack("e");
    expect(entry()).toMatchObject({ id: "e", text: "hello", saving: "saved" });
    await client.deletions.letGo("e");
    await serve();
    expect(server.rows.get("entry/e")).toBe(before);
    expect(noted).toEqual([]);
  });

  it("is noted until the server has it, and sent by the next page of the tab after a crash", async () => {
    const vid = server.get("entry", "e")?.vid;
    expect(noted).toEqual([{ id: "e", vids: [vid] }]);
    await load(2);
    await welcome();
    await catchUp();
    expect(server.get("entry", "e")).toBeUndefined();
    expect([noted, refused]).toEqual([[], []]);
  });

  it("is not asked for a second time when the server has it already", async () => {
    const owed = noted;
    await client.deletions.letGo("e");
    await serve();
    noted = owed;
    await load(2);
    await welcome();
    await catchUp();
    expect([noted, refused, client.view.outbox]).toEqual([[], [], []]);
  });

  it("gives way to what was written elsewhere meanwhile, and says so", async () => {
    const base_vid = server.get("entry", "e")?.vid ?? "";
    const edit = {
      mid: 1,
      name: "entry.edit@1",
      args: { id: "e", text: "hello again" },
      base_vid,
      at: "",
      age_ms: 0,
    } as const;
    server.push({ id: "p", client_id: "phone", epoch: 1, mutations: [edit] });
    await client.deletions.letGo("e");
    await catchUp();
    expect(refused).toMatchObject([{ name: "entry.delete@1", code: "stale" }]);
    expect(entry()?.text).toBe("hello again");
  });

  it("outlives an edit of the page before that has never reached the server", async () => {
    client.deletions.takeBack("e");
    const seen = server.get("entry", "e")?.vid ?? "";
    const edit = await client.mutate({ name: "entry.edit@1", args: { id: "e", text: "hello you" }, base_vid: seen });
    client.deletions.hold("e");
    expect(noted).toEqual([{ id: "e", vids: [edit, seen] }]);
    await load(2);
    await welcome();
    await catchUp();
    expect([server.get("entry", "e"), noted, refused]).toEqual([undefined, [], []]);
  });

  it("that the page before has left is finished before signing out, too", async () => {
    await load(2);
    const finished = client.finishDeletions();
    expect(client.isOwing).toBe(true);
    await welcome();
    const { client_id = "" } = client.view.meta ?? {};
    sockets.last.say(server.pull({ cookie: 0, epoch: 0, client_id }));
    await settled();
    await serve();
    await clock.advance(1_500);
    await serve();
    expect(await finished).toBe(true);
    expect(server.get("entry", "e")).toBeUndefined();
  });

  it("stays noted when the tab gives the journal up", async () => {
    const owed = noted;
    await client.stop();
    expect(noted).toEqual(owed);
  });

  it("is finished before signing out, which leaves no notes", async () => {
    const finished = client.finishDeletions();
    await settled();
    await serve();
    await clock.advance(1_500);
    await serve();
    expect(await finished).toBe(true);
    expect(server.get("entry", "e")).toBeUndefined();
    await client.stop();
    expect(noted).toEqual([]);
  });

  it("is said to be unfinished when the server does not answer", async () => {
    const finished = client.finishDeletions();
    await settled();
    await clock.advance(5_000);
    expect(await finished).toBe(false);
    expect(client.isOwing).toBe(true);
  });
});
