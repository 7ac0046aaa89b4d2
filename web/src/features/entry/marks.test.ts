import { describe, expect, it } from "vitest";
import type { Evidence } from "@/sync/rows";
import { placesOf, segmentsOf } from "./marks";

const found = (quote: string, start: number): Evidence => ({
  kind: "emotion",
  label: "joy",
  quote,
  start,
  end: start + [...quote].length,
  polarity: null,
  strength: 1,
});

const words = (text: string, evidence: Evidence[]) =>
  placesOf(text, evidence).map((place) => place && text.slice(place.start, place.end));

describe("placesOf", () => {
  it("counts in characters, of which an emoji is one", () => {
    const text = "🙂🙂 I felt heard 🙂.";
    expect(words(text, [found("felt heard", 5), found("🙂", 16)])).toEqual(["felt heard", "🙂"]);
    expect(placesOf(text, [found("felt heard", 5)])[0]).toEqual({ start: 7, end: 17 });
  });

  it("counts combined characters by their parts, as the server does", () => {
    const text = "👩‍👩‍👧 and é";
    expect(words(text, [found("and", 6)])).toEqual(["and"]);
    expect(placesOf(text, [found("and", 6)])[0]?.start).toBe(text.indexOf("and"));
  });

  it("looks for a quote that has moved, the nearest one", () => {
    const text = "good day, long text in between, good night";
    expect(placesOf(text, [found("good", 2), found("good", 30)])).toEqual([
      { start: 0, end: 4 },
      { start: 32, end: 36 },
    ]);
  });

  it("has no place for words that are gone, or for none", () => {
    expect(placesOf("something else", [found("I felt heard", 0), found("", 3)])).toEqual([undefined, undefined]);
  });
});

describe("segmentsOf", () => {
  it("cuts where findings begin and end, and lets them overlap", () => {
    const text = "We finally talked about money.";
    const segments = segmentsOf(text, [
      { start: 0, end: 30 },
      { start: 11, end: 17 },
      undefined,
      { start: 11, end: 29 },
    ]);
    expect(segments.map(({ text, findings }) => [text, findings])).toEqual([
      ["We finally ", [0]],
      ["talked", [0, 1, 3]],
      [" about money", [0, 3]],
      [".", [0]],
    ]);
    expect(segments.map((segment) => segment.text).join("")).toBe(text);
  });

  it("leaves a text without findings in one piece", () => {
    expect(segmentsOf("plain", [])).toEqual([{ start: 0, text: "plain", findings: [] }]);
  });
});
