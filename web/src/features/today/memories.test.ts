import { describe, expect, it } from "vitest";
import { isTender, memoriesOf } from "./memories";

const NOW = new Date(2026, 10, 20, 9);
const entry = (year: number, month: number, date: number, more = {}) => ({
  id: `${year}-${month}-${date}`,
  written_at: new Date(year, month - 1, date, 23, 30).toISOString(),
  status: "published" as const,
  conflict_of: null,
  ...more,
});
const shown = (entries: ReturnType<typeof entry>[], now = NOW) =>
  memoriesOf(entries, now).map(({ ago, entries: those }) => [ago.count, ago.unit, those.map(({ id }) => id).join(" ")]);

describe("memoriesOf", () => {
  it("has a week ago, a month ago, and this day of every earlier year", () => {
    const entries = [
      entry(2026, 11, 20),
      entry(2026, 11, 13),
      entry(2026, 11, 12),
      entry(2026, 10, 20),
      entry(2025, 11, 20),
      entry(2025, 11, 20, { id: "second" }),
      entry(2023, 11, 20),
      entry(2023, 11, 21),
    ];
    expect(shown(entries)).toEqual([
      [1, "week", "2026-11-13"],
      [1, "month", "2026-10-20"],
      [1, "year", "2025-11-20 second"],
      [3, "year", "2023-11-20"],
    ]);
  });

  it("has nothing of drafts, of copies and of later days", () => {
    expect(shown([entry(2025, 11, 20, { status: "draft" }), entry(2025, 11, 20, { conflict_of: "x" })])).toEqual([]);
    expect(shown([entry(2027, 11, 20)])).toEqual([]);
  });

  it("does without days that a month or a year has not", () => {
    expect(shown([entry(2026, 3, 1), entry(2026, 2, 28)], new Date(2026, 2, 31, 9))).toEqual([]);
    const leapDay = new Date(2028, 1, 29, 9);
    expect(shown([entry(2027, 3, 1), entry(2024, 2, 29)], leapDay)).toEqual([[4, "year", "2024-2-29"]]);
  });
});

describe("isTender", () => {
  it.each([
    [1, null, true],
    [4, -0.5, true],
    [null, -0.76, true],
    [2, -0.49, false],
    [5, null, false],
  ] as const)("mood %s with tone %s: %s", (mood, sentiment_score, is) => {
    expect(isTender({ mood }, { sentiment_score })).toBe(is);
  });

  it("goes by the mood alone where nothing was read", () => {
    expect([isTender({ mood: 1 }, undefined), isTender({ mood: null }, undefined)]).toEqual([true, false]);
  });
});
