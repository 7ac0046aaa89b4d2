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

  it("ends today: what is dated later neither is drawn nor stretches the axis", () => {
    const { points, span } = windowOf(daysAgo(10, 0, -1, -4000), 30, TODAY);
    expect(points.map(({ day }) => day)).toEqual(daysAgo(10, 0).map(({ date }) => date));
    expect(span).toEqual([dayNumber(TODAY) - 10, dayNumber(TODAY)]);
    expect(windowOf(daysAgo(-1), 30, TODAY).points).toEqual([]);
  });

  it("shows a week at least, and the days since the last entry", () => {
    expect(windowOf(daysAgo(0), 90, TODAY).span).toEqual([dayNumber(TODAY) - 6, dayNumber(TODAY)]);
    expect(windowOf(daysAgo(20, 15), 90, TODAY).span).toEqual([dayNumber(TODAY) - 20, dayNumber(TODAY)]);
  });

  it("begins an axis of weeks with the first Monday", () => {
    const { points, span } = windowOf(daysAgo(200, 0), 365, TODAY);
    expect(span).toEqual([dayNumber(points[0]?.day ?? ""), dayNumber(TODAY)]);
  });

  it("is empty when nothing was written", () => {
    expect(windowOf(daysAgo(100), 30, TODAY).points).toEqual([]);
  });
});
