import { problemFrom, Unreachable } from "./problem";

/** Where the API lives; always the server that delivered this page. */
export const API = "/api/v1";

export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

/** Sends one request. Throws {@link Unreachable} without an answer and a `Problem` on a refusal. */
export async function send(fetch: Fetch, path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(`${API}${path}`, { credentials: "same-origin", cache: "no-store", ...init }).catch(
    (cause: unknown) => {
      throw new Unreachable(cause);
    },
  );
  if (!response.ok) throw await problemFrom(response);
  return response;
}

/** The init of a request that carries `body` as JSON. */
export function json(method: string, body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json", ...headers } };
}
