import { describe, expect, it } from "vitest";
import { dayNumber, dayOfNumber } from "@/charts/series";
import { beginning, finding, nearestMood } from "./finding";
import { windowOf } from "./range";

const window = (...moods: (number | null)[]) => ({
  days: moods.map((mood, i) => ({ day: `2026-11-${10 + i}`, values: { mood, tone: null }, entries: 1 })),
});

describe("finding", () => {
  it("claims no more than the days carry", () => {
    expect(finding(window(null, null))).toBe("You have not named a mood in this time.");
    expect(finding(window(4, null))).toBe("You named your mood on 1 day.");
    expect(finding(window(4, 4))).toBe("You named your mood on 2 days.");
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

  it("speaks of days where weeks are drawn", () => {
    const today = dayNumber("2026-11-20");
    const days = Array.from({ length: 364 }, (_, i) => ({
      date: dayOfNumber(today - 363 + i),
      mood: i % 2 === 0 ? 1 : 5,
      tone: null,
      entries: 1,
    }));
    const year = windowOf(days, 365, "2026-11-20");
    expect(year.step).toBe("week");
    expect(finding(year)).toBe("Your mood moved between very low and very good.");
    expect(finding(windowOf([...days.slice(0, 1), ...days.slice(-1)], 365, "2026-11-20"))).toBe(
      "You named your mood on 2 days.",
    );
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
