import { describe, expect, it } from "vitest";
import { byMonth } from "./byMonth";

/** A moment of this device's time zone. */
const at = (local: string) => ({ written_at: new Date(local).toISOString() });

describe("byMonth", () => {
  it("groups by local month and day and keeps the order", () => {
    const entries = ["2026-11-20T09:00", "2026-11-20T00:01", "2026-11-19T23:59", "2026-10-31T12:00"].map(at);
    const months = byMonth(entries);
    expect(months.map(({ month, days }) => [month, days.map(({ day, entries }) => [day, entries.length])])).toEqual([
      [
        "2026-11",
        [
          ["2026-11-20", 2],
          ["2026-11-19", 1],
        ],
      ],
      ["2026-10", [["2026-10-31", 1]]],
    ]);
    expect(months[0]?.days[0]?.entries[1]).toBe(entries[1]);
  });
});
