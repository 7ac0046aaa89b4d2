import { describe, expect, it } from "vitest";
import type { Version } from "@/api/versions";
import { texts } from "@/testing/texts";
import { byDay } from "./byDay";
import { markedParagraphs } from "./marked";
import { factsOf } from "./words";

const version = (at: string, change: Partial<Version> = {}): Version => ({
  id: at,
  at,
  device: "Firefox on Linux",
  word_count: 2,
  kind: "edit",
  is_current: false,
  ...change,
});

const marked = (text: string, now: string) =>
  markedParagraphs(text, now).map((runs) => runs.map((run) => (run.only ? `[${run.text}]` : run.text)).join(""));

describe("what is marked in an earlier version", () => {
  it("are the words that the text has no longer, and whole paragraphs that are gone", () => {
    expect(marked("We met at noon.\n\nTea.", "We met at ten.")).toEqual(["We met at [noon].", "", "[Tea.]"]);
    expect(marked("We met.", "We met.\n\nTea.")).toEqual(["We met."]);
  });

  it("leaves the text as it was", () => {
    for (const [text, now] of texts(200)) {
      const paragraphs = markedParagraphs(text, now);
      expect(paragraphs.map((runs) => runs.map((run) => run.text).join("")).join("\n")).toBe(text);
      if (text === now) expect(paragraphs.flat().some(({ only }) => only)).toBe(false);
    }
  });
});

describe("a list of versions", () => {
  it("is parted by days", () => {
    const days = byDay([
      version("2026-11-20T12:00:00Z"),
      version("2026-11-20T11:00:00Z"),
      version("2026-10-02T12:00:00Z"),
    ]);
    expect(days.map(({ day, versions }) => [day, versions.length])).toEqual([
      ["2026-11-20", 2],
      ["2026-10-02", 1],
    ]);
    expect(byDay([])).toEqual([]);
  });

  it("says how each came to be, where, and how long it is", () => {
    expect(factsOf(version("2026-11-20T12:00:00Z"), undefined)).toBe("Written, Firefox on Linux, 2 words");
    const merged = version("2026-11-20T12:00:00Z", { kind: "merge", device: null, word_count: 1 });
    expect(factsOf(merged, undefined)).toBe("Merged from two places, 1 word");
  });

  it("says what was written on this device, and in this session", () => {
    const own = { id: "s", label: "Firefox on Linux", is_current: true, created_at: "2026-11-20T11:00:00Z" };
    const session = { ...own, last_used_at: own.created_at };
    expect(factsOf(version("2026-11-20T12:00:00Z"), session)).toBe("Written, this device, 2 words");
    expect(factsOf(version("2026-11-20T10:00:00Z"), session)).toBe("Written, Firefox on Linux, 2 words");
    const other = version("2026-11-20T12:00:00Z", { device: "Firefox on Linux (2)" });
    expect(factsOf(other, session)).toBe("Written, Firefox on Linux (2), 2 words");
  });
});
