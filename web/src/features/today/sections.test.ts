import { describe, expect, it } from "vitest";
import type { Entry } from "@/sync/view";
import { greeting } from "./greeting";
import { sectionsOf } from "./sections";

const NOW = new Date(2026, 10, 20, 9);
const entry = (id: string, daysAgo: number, status: Entry["status"] = "published") =>
  ({ id, status, written_at: new Date(2026, 10, 20 - daysAgo, 8).toISOString() }) as Entry;

describe("sectionsOf", () => {
  it("puts all of today together, older drafts first to go on with, and a few of the latest", () => {
    const older = Array.from({ length: 8 }, (_, index) => entry(`old${index}`, index + 1));
    const entries = [entry("draft today", 0, "draft"), entry("today", 0), entry("draft", 3, "draft"), ...older];
    const { drafts, today, earlier } = sectionsOf(entries, NOW);
    expect(today.map((it) => it.id)).toEqual(["draft today", "today"]);
    expect(drafts.map((it) => it.id)).toEqual(["draft"]);
    expect(earlier.map((it) => it.id)).toEqual(["old0", "old1", "old2", "old3", "old4"]);
  });
});

describe("greeting", () => {
  it.each([
    [3, "Still up, Ana?"],
    [9, "Good morning, Ana"],
    [15, "Good afternoon, Ana"],
    [21, "Good evening, Ana"],
  ])("at %i is %s", (hour, words) => {
    expect(greeting(new Date(2026, 0, 1, hour), "Ana")).toBe(words);
  });

  it("does without a name", () => {
    expect(greeting(NOW, "")).toBe("Good morning");
  });
});
