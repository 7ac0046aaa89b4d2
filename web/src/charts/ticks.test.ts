import { describe, expect, it } from "vitest";
import { dayNumber } from "./series";
import { timeTicks } from "./ticks";

const span = (from: string, to: string) => [dayNumber(from), dayNumber(to)] as const;
const REM = 16;
const on = (width: number, rem = REM) => ({ width, beyond: 24, rem });

describe("timeTicks", () => {
  it("spans the axis from its first to its last day", () => {
    const [first, last] = span("2026-08-23", "2026-11-20");
    const ticks = timeTicks([first, last], on(600));
    expect(ticks.map(({ x }) => x)).toEqual(expect.arrayContaining([first, last]));
    expect(ticks.length).toBeGreaterThan(3);
  });

  it("writes every day of a week where there is room, and no day twice", () => {
    const [first, last] = span("2026-11-14", "2026-11-20");
    expect(timeTicks([first, last], on(1200)).map(({ x }) => x - first)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it("marks the starts of months on a long axis", () => {
    const ticks = timeTicks(span("2026-01-15", "2026-11-20"), on(4000));
    expect(ticks).toHaveLength(10);
    expect(ticks[0]?.x).toBe(dayNumber("2026-02-01"));
  });

  it("copes with a single day", () => {
    expect(timeTicks(span("2026-11-20", "2026-11-20"), on(600))).toHaveLength(1);
  });

  it.each([160, 220, 300, 480, 640, 900])("lets no label run into another on %d pixels", (width) => {
    const spans = [
      span("2026-11-14", "2026-11-20"),
      span("2026-09-01", "2026-11-20"),
      span("2025-12-20", "2026-02-20"),
      span("2025-11-21", "2026-11-20"),
    ];
    for (const [first, last] of spans) {
      for (const rem of [REM, 2 * REM]) {
        const ticks = timeTicks([first, last], on(width, rem));
        const edges = ticks.map(({ x, label }) => {
          const at = ((x - first) / (last - first)) * width;
          // A character is about half as wide as the text is high.
          const half = (label.length * 0.45 * rem) / 2;
          return [at - half, at + half];
        });
        for (const [i, [start = 0]] of edges.entries()) {
          expect(start).toBeGreaterThan(edges[i - 1]?.[1] ?? Number.NEGATIVE_INFINITY);
        }
        expect(ticks.length).toBeGreaterThan(0);
      }
    }
  });
});
