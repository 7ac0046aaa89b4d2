import { beforeEach, describe, expect, it } from "vitest";
import { backoff, drainDelay } from "./backoff";
import type { LinkState } from "./connection";
import { Connector, DiskFull } from "./connector";
import { ManualClock, SeededRandom, settled } from "./testing/clock";
import { FakeSockets } from "./testing/wires";

const WELCOME = { type: "welcome", proto: 1, epoch: 1, seq: 0, ping_ms: 15_000 };

let clock: ManualClock;
let sockets: FakeSockets;
let connector: Connector;
let states: LinkState[];
let full: boolean;
let links: number;
let refusals: (string | undefined)[];
let token: string | null | Error;
let http: { status: number; body: unknown };
let posted: string[];

beforeEach(() => {
  clock = new ManualClock();
  sockets = new FakeSockets();
  states = [];
  full = false;
  links = 0;
  refusals = [];
  posted = [];
  token = "token";
  http = { status: 200, body: { type: "delta", from: 0, to: 0, epoch: 1, last_mid: 0, more: false, rows: [] } };
  connector = new Connector(
    {
      clock,
      random: new SeededRandom(1),
      url: "ws://here",
      open: sockets.open,
      post: async (path) => {
        posted.push(path);
        return http;
      },
      getToken: async ({ refused }) => {
        refusals.push(refused);
        if (token instanceof Error) throw token;
        return token;
      },
      greeting: () => ({ client_id: "c", cookie: 0, epoch: 0 }),
    },
    {
      up: (link) => {
        links += 1;
        if (!link.live) link.send({ type: "pull", client_id: "c", cookie: 0, epoch: 0 });
      },
      down: () => undefined,
      frame: () => undefined,
      poll: () => undefined,
      state: (facts) => {
        states.push(facts.link);
        ({ full } = facts);
      },
    },
  );
});

async function start(): Promise<void> {
  connector.start();
  await settled();
}

async function welcome(): Promise<void> {
  sockets.last.accept();
  sockets.last.say(WELCOME);
  await settled();
}

async function end(code: number): Promise<void> {
  sockets.last.end(code);
  await settled();
}

describe("connecting", () => {
  it("comes up with the welcome", async () => {
    await start();
    expect(states.at(-1)).toBe("connecting");
    await welcome();
    expect([states.at(-1), links]).toEqual(["up", 1]);
  });

  it("tries again after a loss, with jitter that grows to 30 s", async () => {
    await start();
    await welcome();
    await end(1006);
    expect(states.at(-1)).toBe("connecting");
    await clock.advance(500);
    expect(sockets.opened).toHaveLength(2);
    for (const [failures, most] of [
      [1, 500],
      [2, 1_000],
      [5, 8_000],
      [9, 30_000],
    ] as const) {
      expect([backoff(failures, 0), backoff(failures, 1)]).toEqual([0, most]);
    }
  });

  it("spreads its return to a server that stops over 10 s", async () => {
    expect([drainDelay(0), drainDelay(1)]).toEqual([0, 10_000]);
    await start();
    await welcome();
    await end(4503);
    await clock.advance(10_000);
    expect(sockets.opened).toHaveLength(2);
  });

  it("tries at once when the user is back", async () => {
    token = new Error("no answer");
    await start();
    expect(sockets.opened).toHaveLength(0);
    token = "token";
    connector.wake();
    await settled();
    expect(sockets.opened).toHaveLength(1);
  });

  it("counts as gone as soon as the browser says so, until the server is heard again", async () => {
    await start();
    await welcome();
    connector.doubt();
    expect(states.at(-1)).toBe("connecting");
    expect(sockets.last.take("ping")).toHaveLength(1);
    sockets.last.say({ type: "pong" });
    expect(states.at(-1)).toBe("up");
    await clock.advance(1);
    connector.doubt();
    await clock.advance(3_000);
    expect([states.at(-1), sockets.last.closedWith]).toEqual(["connecting", 4408]);
  });

  it("does nothing after it was stopped", async () => {
    await start();
    await welcome();
    connector.stop();
    await clock.advance(60_000);
    connector.wake();
    await settled();
    expect(sockets.opened).toHaveLength(1);
    expect(sockets.last.closedWith).toBe(1000);
  });
});

describe("a server that refuses what it is sent", () => {
  const BUSY = 1013;

  it("is asked ever less often, although it takes this browser in each time", async () => {
    await start();
    for (let times = 0; times < 9; times += 1) {
      await welcome();
      await end(BUSY);
      await clock.fireNext();
    }
    const { length } = sockets.opened;
    const before = clock.now();
    await welcome();
    await end(BUSY);
    await clock.fireNext();
    expect(sockets.opened).toHaveLength(length + 1);
    expect(clock.now() - before).toBeGreaterThan(500);
  });
});

describe("a server whose disk is full", () => {
  it("is asked why it has ended a socket, and believed until a change was saved", async () => {
    await start();
    await welcome();
    http = { status: 507, body: {} };
    await end(1011);
    await clock.fireNext();
    expect([states.at(-1), full, posted]).toEqual(["connecting", true, ["/sync/pull"]]);
    http = { status: 200, body: { type: "pushed", last_mid: 1, seq: 1, results: [] } };
    connector.wake();
    await settled();
    expect([states.at(-1), full]).toEqual(["up", false]);
    await clock.advance(5_000);
    expect(sockets.opened).toHaveLength(2);
  });

  it("is known by its refusal to renew the session, until that has another reason", async () => {
    token = new DiskFull();
    await start();
    expect([states.at(-1), full]).toEqual(["connecting", true]);
    token = new Error("no answer");
    connector.wake();
    await settled();
    expect(full).toBe(false);
  });
});

describe("signing in", () => {
  it("says so when nobody is signed in, and goes on once somebody is", async () => {
    token = null;
    await start();
    expect(states.at(-1)).toBe("sign_in");
    token = "token";
    connector.wake();
    await settled();
    await welcome();
    expect(states.at(-1)).toBe("up");
  });

  it("asks once, at once, for another token in place of a refused one", async () => {
    await start();
    sockets.last.accept();
    await end(4401);
    expect(sockets.opened).toHaveLength(2);
    expect(refusals).toEqual([undefined, "token"]);
    sockets.last.accept();
    await end(4401);
    expect(sockets.opened).toHaveLength(2);
  });
});

describe("a server of another time", () => {
  it("is not tried again", async () => {
    await start();
    sockets.last.accept();
    await end(4400);
    expect(states.at(-1)).toBe("too_old");
    await clock.advance(120_000);
    expect(sockets.opened).toHaveLength(1);
  });
});

describe("where no WebSocket can be opened", () => {
  async function failSockets(): Promise<void> {
    await start();
    await end(1006);
    await clock.advance(500);
    await end(1006);
    await clock.advance(1_000);
  }

  it("talks by plain requests, and tries a socket again later, ever less often", async () => {
    await failSockets();
    expect([states.at(-1), posted]).toEqual(["up", ["/sync/pull"]]);
    await clock.advance(5_000);
    expect(sockets.opened).toHaveLength(3);
    await end(1006);
    await clock.advance(9_000);
    expect(sockets.opened).toHaveLength(3);
    await clock.advance(2_000);
    expect(sockets.opened).toHaveLength(4);
    await welcome();
    expect(states.at(-1)).toBe("up");
  });

  it("does not blame sockets while the server gives no answer at all", async () => {
    http = { status: 0, body: undefined };
    await failSockets();
    await clock.advance(2_000);
    expect(sockets.opened).toHaveLength(3);
  });

  it.each([
    [401, "connecting"],
    [422, "too_old"],
    [503, "connecting"],
  ] as const)("understands a refusal with %i", async (status, state) => {
    http = { status, body: {} };
    await failSockets();
    expect(states.at(-1)).toBe(state);
  });
});
