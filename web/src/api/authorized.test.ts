import { describe, expect, it } from "vitest";
import { createAuthorized } from "./authorized";
import { createSession } from "./session";

/** A server that takes the access token it gave out last, unless `strict`, and counts what it is asked for. */
function setUp({ strict = false } = {}) {
  const asked: string[] = [];
  let given = 0;
  const fetch = async (path: string, init?: RequestInit) => {
    asked.push(path.replace("/api/v1", ""));
    if (path.endsWith("/auth/refresh")) {
      given += 1;
      const user = { id: "u1", email: "ana@example.org", name: "Ana", is_owner: true };
      return Response.json({ access_token: `t${given}`, expires_in: 900, user });
    }
    const token = new Headers(init?.headers).get("Authorization");
    if (strict || token !== `Bearer t${given}`) return Response.json({ code: "unauthenticated" }, { status: 401 });
    if (path.endsWith("/broken")) return Response.json({ code: "internal" }, { status: 500 });
    return Response.json({ token });
  };
  const session = createSession({
    fetch,
    now: () => 0,
    exclusive: (work) => work(),
    hint: { get: () => true, set: () => {} },
  });
  /** The server forgets every token, as when it is restarted with other keys. */
  const forget = () => {
    given += 1;
  };
  return { authorized: createAuthorized(fetch, session), session, asked, forget };
}

describe("authorized", () => {
  it("fetches another token when the one it has is refused, and tries again", async () => {
    const { authorized, session, asked, forget } = setUp();
    await session.restore();
    forget();
    expect(await (await authorized("/dashboard")).json()).toEqual({ token: "Bearer t3" });
    expect(asked).toEqual(["/auth/refresh", "/dashboard", "/auth/refresh", "/dashboard"]);
  });

  it("renews once for requests that are refused together", async () => {
    const { authorized, session, asked, forget } = setUp();
    await session.restore();
    forget();
    await Promise.all([authorized("/dashboard"), authorized("/auth/sessions"), authorized("/invites")]);
    expect(asked.filter((path) => path === "/auth/refresh")).toHaveLength(2);
  });

  it("gives up after the second refusal", async () => {
    const { authorized, asked } = setUp({ strict: true });
    await expect(authorized("/dashboard")).rejects.toMatchObject({ status: 401 });
    expect(asked.filter((path) => path === "/dashboard")).toHaveLength(2);
  });

  it("passes other refusals on at once", async () => {
    const { authorized, asked } = setUp();
    await expect(authorized("/broken")).rejects.toMatchObject({ status: 500, code: "internal" });
    expect(asked).toEqual(["/auth/refresh", "/broken"]);
  });
});
