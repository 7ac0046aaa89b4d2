import * as v from "valibot";
import { answer, at, type Schemas } from "./contract";
import { type Fetch, json, send } from "./http";
import { Problem } from "./problem";

/** A token is renewed when it has less than this left, in milliseconds. */
const MARGIN_MS = 30_000;

/** Marks a request that relies on the cookie as ours: another site's form cannot send it. */
const OURS = { "X-Hearken": "1" };

/** An account, as far as its own user sees it. */
export const user = answer<"User">()(
  v.object({ id: v.string(), email: v.string(), name: v.string(), is_owner: v.boolean() }),
);

const signedIn = answer<"SignedIn">()(v.object({ access_token: v.string(), expires_in: v.number(), user }));

export type User = v.InferOutput<typeof user>;

export type SessionState =
  | { status: "unknown" }
  /** `ended`: there was a session in this tab, and it ended without the user asking for it. */
  | { status: "signed_out"; ended: boolean }
  | { status: "signed_in"; user: User };

type World = {
  fetch: Fetch;
  now: () => number;
  /** Runs `work` while no other tab of this browser does the same. */
  exclusive: <T>(work: () => Promise<T>) => Promise<T>;
  /** Whether this browser may hold a refresh cookie, which scripts cannot see. Saves asking when it surely holds none. */
  hint: { get: () => boolean; set: (mayHoldCookie: boolean) => void };
};

/** What the server is to have the browser do, on signing out, with what this site has stored in it. */
export type Stored = "forget" | "keep";

function logout(stored: Stored): string {
  return at("/auth/logout") + (stored === "keep" ? "?keep_stored=true" : "");
}

/**
 * Who is signed in. The access token lives in this object only; the refresh cookie lives in the browser.
 * One refresh runs at a time, within this tab and across tabs: a refresh token that is used twice ends the session.
 */
export function createSession(world: World) {
  let state: SessionState = { status: "unknown" };
  let token = "";
  let expiresAt = 0;
  let refreshing: Promise<void> | undefined;
  const listeners = new Set<() => void>();

  function become(next: SessionState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function accept(response: Response): Promise<void> {
    const body = v.parse(signedIn, await response.json());
    token = body.access_token;
    expiresAt = world.now() + body.expires_in * 1000;
    world.hint.set(true);
    become({ status: "signed_in", user: body.user });
  }

  function end(ended: boolean): void {
    token = "";
    expiresAt = 0;
    world.hint.set(false);
    become({ status: "signed_out", ended });
  }

  async function refreshOnce(): Promise<void> {
    try {
      await accept(await send(world.fetch, at("/auth/refresh"), { method: "POST", headers: OURS }));
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500 || error.status === 429) throw error;
      end(state.status === "signed_in" || (state.status === "signed_out" && state.ended));
    }
  }

  /** Exchanges the cookie for a new access token; calls made meanwhile wait for the same answer. */
  function refresh(): Promise<void> {
    refreshing ??= world.exclusive(refreshOnce).finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  return {
    state: (): SessionState => state,

    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    /**
     * Finds out, once per page load, whether this browser is signed in. `kept`: whose journal it keeps. They may go on
     * with it at once; that the session still stands is found out as soon as something is asked of the server.
     */
    async restore(kept: () => Promise<User | undefined> = async () => undefined): Promise<SessionState> {
      if (state.status !== "unknown") return state;
      if (!world.hint.get()) end(false);
      const user = state.status === "unknown" ? await kept() : undefined;
      if (state.status === "unknown" && user) become({ status: "signed_in", user });
      if (state.status === "unknown") await refresh();
      return state;
    },

    /** Another tab has found out that the session has ended, or has signed in again: finds out, too. */
    async lookAgain(): Promise<void> {
      expiresAt = 0;
      await refresh();
    },

    /** An access token that is good for a while. Throws a `Problem` with status 401 when nobody is signed in. */
    async token(): Promise<string> {
      if (world.now() > expiresAt - MARGIN_MS && state.status !== "signed_out") await refresh();
      if (token === "") throw new Problem("Sign in again.", { status: 401, code: "unauthenticated" });
      return token;
    },

    /** Drops a token that the server refused, so that the next call fetches another. */
    discard(refused: string): void {
      if (refused === token) expiresAt = 0;
    },

    async signIn(email: string, password: string): Promise<void> {
      await accept(
        await send(world.fetch, at("/auth/login"), json("POST", { email, password } satisfies Schemas["Login"])),
      );
    },

    /** Creates an account and signs in to it. */
    async register(account: Schemas["NewAccount"]): Promise<void> {
      await accept(await send(world.fetch, at("/auth/register"), json("POST", account)));
    },

    /** Shows the account as it is now, after a change. */
    changed(account: User): void {
      if (state.status === "signed_in") become({ status: "signed_in", user: account });
    },

    /** Whether a session may stand, as far as this browser knows by itself. */
    mayStand: (): boolean => world.hint.get(),

    /** Signs out, if the server can be reached; here in any case. */
    async leave(stored: Stored): Promise<void> {
      await send(world.fetch, logout(stored), { method: "POST", headers: OURS }).catch(() => undefined);
      end(false);
    },

    async signOut(stored: Stored): Promise<void> {
      const bearer = token === "" ? {} : { Authorization: `Bearer ${token}` };
      await send(world.fetch, logout(stored), { method: "POST", headers: { ...OURS, ...bearer } });
      end(false);
    },
  };
}

export type Session = ReturnType<typeof createSession>;
