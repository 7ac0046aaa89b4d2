import { describe, expect, it } from "vitest";
import { dayNumber } from "./series";
import { timeTicks } from "./ticks";

const range = (from: string, to: string) => [dayNumber(from), dayNumber(to)] as const;

describe("timeTicks", () => {
  it("spans the axis from its first to its last day", () => {
    const [first, last] = range("2026-08-23", "2026-11-20");
    const ticks = timeTicks(first, last, 600);
    expect(ticks.map(({ x }) => x)).toEqual(expect.arrayContaining([first, last]));
    expect([ticks[0]?.anchor, ticks.at(-1)?.anchor]).toEqual(["start", "end"]);
  });

  it("writes no more than there is room for, and no day twice", () => {
    const [first, last] = range("2026-11-18", "2026-11-20");
    const ticks = timeTicks(first, last, 1200);
    expect(ticks.map(({ x }) => x - first)).toEqual([0, 1, 2]);
    expect(timeTicks(...range("2024-01-01", "2026-11-20"), 300).length).toBeLessThanOrEqual(3);
  });

  it("marks the starts of months on a long axis", () => {
    const [first, last] = range("2026-01-15", "2026-11-20");
    const ticks = timeTicks(first, last, 4000);
    expect(ticks).toHaveLength(10);
    expect(ticks[0]?.x).toBe(dayNumber("2026-02-01"));
  });

  it("copes with a single day", () => {
    const [day] = range("2026-11-20", "2026-11-20");
    expect(timeTicks(day, day, 600)).toHaveLength(1);
  });
});
