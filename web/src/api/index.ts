import { createAuthorized } from "./authorized";
import type { Fetch } from "./http";
import { createSession } from "./session";

const browserFetch: Fetch = (input, init) => fetch(input, init);

const HINT = "hearken.signed-in";

/** Kept in local storage; where that is switched off, every visit asks the server. */
const hint = {
  get(): boolean {
    try {
      return localStorage.getItem(HINT) !== null;
    } catch {
      return true;
    }
  },
  set(mayHoldCookie: boolean): void {
    try {
      if (mayHoldCookie) localStorage.setItem(HINT, "");
      else localStorage.removeItem(HINT);
    } catch {
      // Then `get` says yes.
    }
  },
};

/** The session of this tab. */
export const session = createSession({
  fetch: browserFetch,
  now: () => Date.now(),
  hint,
  // Web Locks are missing outside a secure context; there, one tab at a time has to do.
  exclusive: (work) => (navigator.locks ? navigator.locks.request("hearken-refresh", work) : work()),
});

/** Sends requests below `/api/v1` as the signed-in user. */
export const authorized = createAuthorized(browserFetch, session);
