import { describe, expect, it } from "vitest";
import { parseFilter, toEntryFilter, toggle, withFilter } from "./filter";

describe("parseFilter", () => {
  it("reads what an address can hold", () => {
    const search = {
      q: "choir",
      person: "p1",
      tag: "money",
      mood: 4,
      status: "draft",
      from: "2026-11-01",
      to: "2026-11-20",
    };
    expect(parseFilter(search)).toEqual(search);
  });

  it("takes text that looks like a number as text", () => {
    expect(parseFilter({ tag: 2026, q: true })).toEqual({ tag: "2026", q: "true" });
  });

  it("drops what does not fit and keeps the rest", () => {
    expect(
      parseFilter({ mood: 9, from: "yesterday", status: "lost", tag: "", person: ["p1"], to: "2026-11-20" }),
    ).toEqual({
      to: "2026-11-20",
    });
  });
});

describe("withFilter", () => {
  it("sets and takes away", () => {
    expect(withFilter({ tag: "money", mood: 3 }, { tag: undefined, status: "draft" })).toEqual({
      mood: 3,
      status: "draft",
    });
  });
});

describe("toggle", () => {
  it("puts a filter on, in place of another value of it, and takes it off", () => {
    expect(toggle({ mood: 2, tag: "a" }, { mood: 4 })).toEqual({ on: false, next: { mood: 4, tag: "a" } });
    expect(toggle({ mood: 4, tag: "a" }, { mood: 4 })).toEqual({ on: true, next: { tag: "a" } });
  });
});

describe("toEntryFilter", () => {
  it("leaves the words to the search", () => {
    expect(toEntryFilter({ q: "choir", mood: 4 })).toEqual({ mood: 4 });
  });
});
