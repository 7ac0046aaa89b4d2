import { describe, expect, it } from "vitest";
import { dayNumber, dayOfNumber } from "@/charts/series";
import { windowOf } from "./range";

const TODAY = "2026-11-20";

/** A day with one entry for each distance from today. */
const daysAgo = (...distances: number[]) =>
  distances.map((distance) => ({ date: dayOfNumber(dayNumber(TODAY) - distance), mood: 3, tone: null, entries: 1 }));

describe("windowOf", () => {
  it("covers today and the days before it, as many as the range says", () => {
    const { points, step } = windowOf(daysAgo(30, 29, 1, 0), 30, TODAY);
    expect(points.map(({ day }) => day)).toEqual(daysAgo(29, 1, 0).map(({ date }) => date));
    expect(step).toBe("day");
  });

  it("draws weeks where days would be too many, and counts their entries", () => {
    const { points, step, reach } = windowOf(daysAgo(200, 199, 2, 1, 0), 365, TODAY);
    expect([step, reach]).toEqual(["week", 14]);
    expect(points.map(({ entries }) => entries)).toEqual([2, 3]);
  });

  it("keeps days in a long range that holds little", () => {
    expect(windowOf(daysAgo(10, 0), 365, TODAY).step).toBe("day");
  });

  it("is empty when nothing was written", () => {
    expect(windowOf(daysAgo(100), 30, TODAY).points).toEqual([]);
  });
});
