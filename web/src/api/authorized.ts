import { type Fetch, send } from "./http";
import { Problem } from "./problem";
import type { Session } from "./session";

/**
 * Sends a request as the signed-in user, renewing the access token when it has run out. `path` is below `/api/v1`.
 * Throws a `Problem` or `Unreachable`.
 */
export type Authorized = (path: string, init?: RequestInit) => Promise<Response>;

export function createAuthorized(fetch: Fetch, session: Pick<Session, "token" | "discard">): Authorized {
  return async (path, init = {}) => {
    const attempt = (token: string) => {
      const headers = new Headers(init.headers);
      headers.set("Authorization", `Bearer ${token}`);
      return send(fetch, path, { ...init, headers });
    };
    const token = await session.token();
    try {
      return await attempt(token);
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      session.discard(token);
      return attempt(await session.token());
    }
  };
}
