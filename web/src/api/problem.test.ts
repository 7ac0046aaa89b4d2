import { describe, expect, it } from "vitest";
import { describeError, problemFrom, Unreachable } from "./problem";

describe("problemFrom", () => {
  it("reads code, words and fields", async () => {
    const body = {
      type: "urn:hearken:problem:invalid_field",
      code: "invalid_field",
      title: "A field breaks a rule.",
      detail: "tags: at most 10 tags, has 11",
      errors: [{ field: "tags", message: "at most 10 tags, has 11" }],
    };
    const problem = await problemFrom(Response.json(body, { status: 422 }));
    expect(problem).toMatchObject({ status: 422, code: "invalid_field", fields: { tags: "At most 10 tags, has 11." } });
    expect(problem.retryAfter).toBeUndefined();
  });

  it("keeps every broken rule, also two of one field", async () => {
    const errors = [
      { field: "name", message: "must not be empty" },
      { field: "password", message: "must have at least 8 characters" },
      { field: "password", message: "must not be the name" },
    ];
    const { fields } = await problemFrom(Response.json({ errors }, { status: 422 }));
    expect(fields).toEqual({
      name: "Must not be empty.",
      password: "Must have at least 8 characters. Must not be the name.",
    });
  });

  it("says something of an answer that is no problem document", async () => {
    const problem = await problemFrom(
      new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "Retry-After": "7" } }),
    );
    expect(problem).toMatchObject({ status: 502, code: "unknown", fields: {}, retryAfter: 7 });
    expect(problem.message).toContain("502");
  });
});

describe("describeError", () => {
  it.each([
    [507, "disk_full", "disk is full"],
    [500, "unreadable", "cannot be opened"],
    [503, "overloaded", "busy"],
  ])("says of %i %s what happened and who can help", async (status, code, words) => {
    expect(describeError(await problemFrom(Response.json({ code, title: "T" }, { status })))).toContain(words);
  });

  it("never shows the text of an error that was not written for people", () => {
    expect(describeError(new Unreachable(new TypeError("Failed to fetch")))).not.toContain("fetch");
    expect(describeError(new TypeError("x is undefined"))).not.toContain("undefined");
  });
});
