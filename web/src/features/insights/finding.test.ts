import { describe, expect, it } from "vitest";
import { beginning, finding, nearestMood } from "./finding";

const window = (...moods: (number | null)[]) => ({
  points: moods.map((mood, i) => ({ day: `2026-11-${10 + i}`, values: { mood, tone: null }, entries: 1 })),
  step: "day" as const,
});

describe("finding", () => {
  it("claims no more than the days carry", () => {
    expect(finding(window(null, null))).toBe("You have not named a mood in this time.");
    expect(finding(window(4, null))).toBe("You named your mood on 1 day.");
    expect(finding(window(4, 4))).toBe("You named your mood on 2 days.");
    expect(finding({ ...window(4, 4), step: "week" })).toBe("You named your mood in 2 weeks.");
  });

  it("names what prevails, or the span when nothing does", () => {
    expect(finding(window(4, 4, 4))).toBe("Your mood was good throughout.");
    expect(finding(window(2, 4, 4, 4, 5))).toBe("Your mood was mostly good.");
    expect(finding(window(1, 2, 4, 5))).toBe("Your mood moved between very low and very good.");
  });

  it("calls mostly only what more than half of the days were", () => {
    expect(finding(window(2, 2, 4, 4))).toBe("Your mood moved between low and good.");
    expect(finding(window(2, 4, 4))).toBe("Your mood was mostly good.");
  });

  it("does not round days up into a mood that they were not", () => {
    expect(finding(window(3.5, 3.5, 3.5))).toBe("Your mood was even throughout.");
    expect(finding(window(3.4, 3.6, 3.6))).toBe("Your mood was mostly good.");
    expect(finding(window(1.5, 3, 4.5))).toBe("Your mood moved between low and good.");
  });
});

describe("nearestMood", () => {
  it.each([
    [1, 1],
    [1.49, 1],
    [1.5, 2],
    [2.49, 2],
    [2.5, 3],
    [3.5, 3],
    [3.51, 4],
    [4.5, 4],
    [4.51, 5],
    [5, 5],
    [null, undefined],
  ])("of %s is %s", (mean, mood) => {
    expect(nearestMood(mean)).toBe(mood);
  });
});

describe("beginning", () => {
  it("says how far it is", () => {
    expect(beginning(1)).toBe("One day so far. From three days on, a line begins to say something.");
    expect(beginning(2)).toBe("2 days so far. From three days on, a line begins to say something.");
  });
});
