import { describe, expect, it } from "vitest";
import { finding } from "./finding";

const points = (...moods: (number | null)[]) =>
  moods.map((mood, i) => ({ day: `2026-11-${10 + i}`, values: { mood, tone: null }, entries: 1 }));

describe("finding", () => {
  it("claims no more than the days carry", () => {
    expect(finding(points(null, null))).toBe("You have not named a mood in this time.");
    expect(finding(points(4, null))).toBe("You named your mood on 1 day.");
    expect(finding(points(4, 4))).toBe("You named your mood on 2 days.");
  });

  it("names what prevails, or the span when nothing does", () => {
    expect(finding(points(4, 4, 4))).toBe("Your mood was good throughout.");
    expect(finding(points(2, 4, 4, 4, 5))).toBe("Your mood was mostly good.");
    expect(finding(points(1, 2, 4, 5))).toBe("Your mood moved between very low and very good.");
  });
});
