import { describe, expect, it, vi } from "vitest";
import { createSession } from "./session";

const MINUTE = 60_000;

function signedIn(token: string) {
  return Response.json({
    access_token: token,
    token_type: "Bearer",
    expires_in: 900,
    user: { id: "u1", email: "ana@example.org", name: "Ana", is_owner: true },
  });
}

const refused = () => Response.json({ code: "session_ended", title: "This session has ended." }, { status: 401 });

/** A session over a server that gives one answer after the other, and a clock that stands still. */
function setUp(...answers: (() => Response | Promise<Response>)[]) {
  const clock = { now: 0 };
  const calls: string[] = [];
  const fetch = vi.fn(async (path: string) => {
    calls.push(path.replace("/api/v1", ""));
    const answer = answers.shift();
    if (!answer) throw new Error(`nothing was expected at ${path}`);
    return answer();
  });
  let held = true;
  const hint = {
    get: () => held,
    set: (mayHoldCookie: boolean) => {
      held = mayHoldCookie;
    },
  };
  const session = createSession({ fetch, now: () => clock.now, exclusive: (work) => work(), hint });
  return { session, clock, calls, fetch, hint };
}

describe("session", () => {
  it("restores itself from the cookie, marked as ours", async () => {
    const { session, fetch } = setUp(() => signedIn("a"));
    expect(await session.restore()).toMatchObject({ status: "signed_in", user: { name: "Ana" } });
    expect(fetch.mock.calls[0]).toMatchObject([
      "/api/v1/auth/refresh",
      { method: "POST", headers: { "X-Hearken": "1" } },
    ]);
  });

  it("asks once for callers at the same time, and gives all of them the same token", async () => {
    let answer = (_: Response) => {};
    const { session, calls } = setUp(
      () =>
        new Promise<Response>((resolve) => {
          answer = resolve;
        }),
    );
    const tokens = Promise.all([session.token(), session.token(), session.restore()]);
    await Promise.resolve();
    answer(signedIn("a"));
    expect(await tokens).toMatchObject(["a", "a", { status: "signed_in" }]);
    expect(calls).toEqual(["/auth/refresh"]);
  });

  it("does not ask the server in a browser that was never signed in, or has signed out", async () => {
    const { session, hint, calls } = setUp(
      () => signedIn("a"),
      () => new Response(null, { status: 204 }),
    );
    hint.set(false);
    expect(await session.restore()).toEqual({ status: "signed_out", ended: false });
    expect(calls).toEqual([]);
    await session.signIn("ana@example.org", "secret");
    expect(hint.get()).toBe(true);
    await session.signOut("forget");
    expect(hint.get()).toBe(false);
  });

  it("keeps a token until it has half a minute left", async () => {
    const { session, clock, calls } = setUp(
      () => signedIn("a"),
      () => signedIn("b"),
    );
    await session.restore();
    clock.now = 14 * MINUTE;
    expect(await session.token()).toBe("a");
    clock.now = 14.6 * MINUTE;
    expect(await session.token()).toBe("b");
    expect(calls).toHaveLength(2);
  });

  it("fetches another token when the server refused one, but not for a token that is gone already", async () => {
    const { session } = setUp(
      () => signedIn("a"),
      () => signedIn("b"),
    );
    await session.restore();
    session.discard("a");
    expect(await session.token()).toBe("b");
    session.discard("a");
    expect(await session.token()).toBe("b");
  });

  it("tells a session that ended from one that never was", async () => {
    const fresh = setUp(refused);
    expect(await fresh.session.restore()).toEqual({ status: "signed_out", ended: false });
    const running = setUp(() => signedIn("a"), refused);
    await running.session.restore();
    running.session.discard("a");
    await expect(running.session.token()).rejects.toMatchObject({ status: 401 });
    expect(running.session.state()).toEqual({ status: "signed_out", ended: true });
  });

  it("does not take a server that is away or busy for the end of the session", async () => {
    const away = () => Promise.reject(new TypeError("Failed to fetch"));
    const busy = () => Response.json({ code: "busy" }, { status: 503 });
    const { session } = setUp(
      () => signedIn("a"),
      away,
      busy,
      () => signedIn("b"),
    );
    await session.restore();
    session.discard("a");
    await expect(session.token()).rejects.toMatchObject({ name: "Unreachable" });
    await expect(session.token()).rejects.toMatchObject({ status: 503 });
    expect(session.state().status).toBe("signed_in");
    expect(await session.token()).toBe("b");
  });

  it("forgets the token on signing out", async () => {
    const { session, calls } = setUp(
      () => signedIn("a"),
      () => new Response(null, { status: 204 }),
    );
    await session.restore();
    await session.signOut("forget");
    expect(session.state()).toEqual({ status: "signed_out", ended: false });
    await expect(session.token()).rejects.toMatchObject({ status: 401 });
    expect(calls).toEqual(["/auth/refresh", "/auth/logout"]);
  });

  it("leaves what the browser has stored to the app, where it says so", async () => {
    const { session, calls } = setUp(
      () => signedIn("a"),
      () => new Response(null, { status: 204 }),
      () => Promise.reject(new TypeError("Failed to fetch")),
    );
    await session.restore();
    await session.signOut("keep");
    await session.leave("keep");
    expect(calls.slice(1)).toEqual(["/auth/logout?keep_stored=true", "/auth/logout?keep_stored=true"]);
    expect(session.mayStand()).toBe(false);
  });
});
