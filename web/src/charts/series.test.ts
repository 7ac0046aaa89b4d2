import { describe, expect, it } from "vitest";
import { byWeek, dayNumber, dayOfNumber, keyTarget, nearest, type Point, runs } from "./series";

const point = (day: string, mood: number | null): Point<"mood"> => ({ day, values: { mood } });

describe("runs", () => {
  it("leaves a gap where nothing was written for longer than the line may bridge", () => {
    const points = [point("2026-11-01", 3), point("2026-11-03", 4), point("2026-11-11", 2), point("2026-11-12", 5)];
    const lines = runs(points, "mood", 7);
    expect(lines.map((line) => line.map(({ index }) => index))).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it("passes over days without a value, but keeps their index free", () => {
    const lines = runs([point("2026-11-01", 3), point("2026-11-02", null), point("2026-11-03", 4)], "mood", 7);
    expect(lines).toEqual([
      [
        { index: 0, x: dayNumber("2026-11-01"), value: 3 },
        { index: 2, x: dayNumber("2026-11-03"), value: 4 },
      ],
    ]);
  });

  it("has nothing to draw without values", () => {
    expect(runs([point("2026-11-01", null)], "mood", 7)).toEqual([]);
  });
});

describe("days", () => {
  it("turn into numbers and back, one apart, also where clocks change", () => {
    expect(dayNumber("2026-03-30") - dayNumber("2026-03-28")).toBe(2);
    expect(dayOfNumber(dayNumber("2024-02-29"))).toBe("2024-02-29");
  });
});

describe("nearest", () => {
  it("finds the closest point, the earlier one when in between", () => {
    const points = [point("2026-11-01", 3), point("2026-11-05", 4), point("2026-11-20", 2)];
    expect(nearest(points, dayNumber("2026-11-06"))).toBe(1);
    expect(nearest(points, dayNumber("2026-11-03"))).toBe(0);
    expect(nearest(points, dayNumber("2030-01-01"))).toBe(2);
    expect(nearest([], 0)).toBe(-1);
  });
});

describe("keyTarget", () => {
  it("walks, jumps, and stays within the points", () => {
    expect(keyTarget("ArrowRight", 3, 10)).toBe(4);
    expect(keyTarget("ArrowRight", 9, 10)).toBe(9);
    expect(keyTarget("PageDown", 3, 10)).toBe(0);
    expect(keyTarget("End", 0, 10)).toBe(9);
    expect(keyTarget("Tab", 3, 10)).toBeUndefined();
  });
});

describe("byWeek", () => {
  it("takes the mean of the days from Monday to Sunday", () => {
    const weeks = byWeek([point("2026-11-16", 2), point("2026-11-22", 5), point("2026-11-23", 4)], ["mood"]);
    expect(weeks).toEqual([point("2026-11-16", 3.5), point("2026-11-23", 4)]);
  });

  it("has no value for a week in which no day has one", () => {
    expect(byWeek([point("2026-11-18", null)], ["mood"])).toEqual([point("2026-11-16", null)]);
  });
});
