import { describe, expect, it } from "vitest";
import { localDay, matches } from "./filter";
import type { EntryRow } from "./rows";

describe("matches", () => {
  const entry = {
    title: "Sunday",
    text: "We talked about Money",
    tags: ["us"],
    people: ["p"],
    mood: 4,
    status: "published",
    written_at: new Date(2026, 10, 20, 23, 30).toISOString(),
  } as unknown as EntryRow;

  it.each([
    [{}, true],
    [{ tag: "us", person: "p", mood: 4, status: "published" }, true],
    [{ tag: "them" }, false],
    [{ from: "2026-11-20", to: "2026-11-20" }, true],
    [{ from: "2026-11-21" }, false],
    [{ to: "2026-11-19" }, false],
  ] as const)("%o → %s", (filter, is) => {
    expect(matches(entry, filter)).toBe(is);
  });

  it("takes someone whom the reading found for someone the entry is about", () => {
    expect(matches(entry, { person: "q" })).toBe(false);
    expect(matches(entry, { person: "q" }, ["q"])).toBe(true);
  });

  it("counts days where the user is", () => {
    expect(localDay(new Date(2026, 0, 9, 0, 5))).toBe("2026-01-09");
  });
});
