import { expect, it } from "vitest";
import { daysOf } from "./days";

const entry = (id: string, local: string, mood: 1 | 2 | 3 | 4 | 5 | null) => ({
  id,
  mood,
  written_at: new Date(local).toISOString(),
});

it("sums entries up by the day they were written on here; what was not said or read does not count", () => {
  const entries = [
    entry("d", "2026-11-20T23:59", null),
    entry("c", "2026-11-19T12:00", 5),
    entry("b", "2026-11-19T09:00", 2),
    entry("a", "2026-11-19T00:01", null),
  ];
  const tones = { a: null, b: -0.5, c: -0.1 };
  const analyses = Object.entries(tones).map(([entry_id, sentiment_score]) => ({ entry_id, sentiment_score }));
  expect(daysOf(entries, analyses)).toEqual([
    { date: "2026-11-19", mood: 3.5, tone: -0.3, entries: 3 },
    { date: "2026-11-20", mood: null, tone: null, entries: 1 },
  ]);
});
