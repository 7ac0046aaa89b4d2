import { beforeEach, describe, expect, it } from "vitest";
import type { SyncFrame } from "./protocol";
import { SocketLink } from "./socket";
import { ManualClock, settled } from "./testing/clock";
import { type FakeSocket, FakeSockets } from "./testing/wires";

const GREETING = { client_id: "c", cookie: 4, epoch: 2 };
const WELCOME = { type: "welcome", proto: 1, epoch: 2, seq: 9, ping_ms: 15_000, server_time: "2026-01-01T00:00:00Z" };

let clock: ManualClock;
let socket: FakeSocket;
let link: SocketLink;
let tokens: (string | null)[];
let seen: { up: number[]; frames: SyncFrame[]; ended: [number, boolean][] };

beforeEach(() => {
  clock = new ManualClock();
  const sockets = new FakeSockets();
  seen = { up: [], frames: [], ended: [] };
  tokens = [];
  const renew = async () => tokens.shift() ?? null;
  const world = { clock, open: sockets.open, url: "ws://here/api/v1/sync/ws", renew };
  link = new SocketLink(world, GREETING, "token", {
    up: (_, seq) => seen.up.push(seq),
    frame: (frame) => seen.frames.push(frame),
    heard: () => undefined,
    ended: (code, welcomed) => seen.ended.push([code, welcomed]),
  });
  socket = sockets.last;
});

describe("the greeting", () => {
  it("says who this is and where it stands, under the subprotocol", () => {
    expect(socket.protocol).toBe("hearken.sync.v1");
    socket.accept();
    expect(socket.sent).toEqual([
      { type: "hello", token: "token", proto: [1], schema: 1, client_id: "c", cookie: 4, epoch: 2 },
    ]);
    socket.say(WELCOME);
    expect(seen.up).toEqual([9]);
  });

  it("is not waited for for ever", async () => {
    socket.accept();
    await clock.advance(10_000);
    expect(seen.ended).toEqual([[4408, false]]);
  });

  it("is not for a server of another time", () => {
    socket.accept();
    socket.say({ ...WELCOME, proto: 2 });
    expect(seen.ended).toEqual([[4400, false]]);
  });
});

describe("after the greeting", () => {
  beforeEach(() => {
    socket.accept();
    socket.say(WELCOME);
    socket.sent.length = 0;
  });

  it("pulls without naming the client again", () => {
    link.send({ type: "pull", client_id: "c", cookie: 4, epoch: 2 });
    expect(socket.sent).toEqual([{ type: "pull", cookie: 4, epoch: 2 }]);
  });

  it("hands on what is about the journal and keeps what is about the socket", () => {
    const delta = { type: "delta", from: 4, to: 9, epoch: 2, last_mid: 0, more: false, rows: [], results: [] };
    for (const frame of [{ type: "pong" }, delta, { type: "ping" }]) socket.say(frame);
    expect(seen.frames).toEqual([delta]);
  });

  it("takes a clock that is set anew for no silence, and a silence for one all the same", async () => {
    clock.set(3_600_000);
    await clock.advance(15_000);
    expect(seen.ended).toEqual([]);
    clock.set(-7_200_000);
    await clock.advance(15_000);
    expect(seen.ended).toEqual([[4408, true]]);
  });

  it("gives a sign of life, and ends after too long a silence", async () => {
    await clock.advance(15_000);
    expect(socket.take("ping")).toHaveLength(1);
    socket.say({ type: "pong" });
    await clock.advance(15_000);
    expect(seen.ended).toEqual([]);
    await clock.advance(15_000);
    expect(seen.ended).toEqual([[4408, true]]);
    expect(socket.closedWith).toBe(4408);
  });

  it("finds out at once, when asked to, that nobody is there any more", async () => {
    link.probe();
    expect(socket.take("ping")).toHaveLength(1);
    socket.say({ type: "pong" });
    await clock.advance(3_000);
    expect(seen.ended).toEqual([]);
    await clock.advance(1);
    link.probe();
    await clock.advance(3_000);
    expect(seen.ended).toEqual([[4408, true]]);
  });

  it("renews its token when asked to", async () => {
    tokens = ["fresh"];
    socket.say({ type: "auth_required" });
    await settled();
    expect(socket.take("auth")).toEqual([{ type: "auth", token: "fresh" }]);
  });

  it("ends when nobody is signed in any more", async () => {
    tokens = [null];
    socket.say({ type: "auth_required" });
    await settled();
    expect(seen.ended).toEqual([[4401, true]]);
  });

  it.each(["not json", '{"type":"delta"}', '{"type":"poem"}'])("ends at %s", (text) => {
    socket.sayText(text);
    expect(seen.ended).toEqual([[4400, true]]);
  });

  it("hears nothing after its end", () => {
    socket.end(1006);
    socket.say({ type: "gap", id: "1", expect: 1 });
    socket.end(1006);
    expect(seen.frames).toEqual([]);
    expect(seen.ended).toEqual([[1006, true]]);
  });
});
