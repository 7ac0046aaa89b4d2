import { beforeEach, describe, expect, it } from "vitest";
import { Client } from "./client";
import { newId } from "./ids";
import { MemoryStore } from "./memory";
import type { NotAccepted } from "./mutations";
import type { Position } from "./rules";
import { ManualClock, SeededRandom, settled } from "./testing/clock";
import { FakeServer, REFUSED_WORD } from "./testing/fake-server";
import { FakeSockets } from "./testing/wires";

let clock: ManualClock;
let sockets: FakeSockets;
let client: Client;
let server: FakeServer;
let refused: NotAccepted[];
let post: (path: string, body: unknown) => { status: number; body: unknown };

beforeEach(async () => {
  clock = new ManualClock();
  sockets = new FakeSockets();
  refused = [];
  post = () => ({ status: 0, body: undefined });
  server = new FakeServer({ pageRows: 500, dedupe: true });
  const random = new SeededRandom(1);
  client = new Client({
    clock,
    random,
    store: new MemoryStore(() => newId(clock, random)),
    url: "ws://here",
    open: sockets.open,
    post: async (path, body) => post(path, body),
    getToken: async () => "token",
    online: () => true,
    onNotAccepted: (items) => refused.push(...items),
    onFault: (error) => {
      throw error;
    },
  });
  client.start();
  await settled();
});

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
    await client.discard(refused[1]?.id ?? "");
    expect(client.view.notAccepted).toEqual([]);
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
