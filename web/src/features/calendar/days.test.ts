import { describe, expect, it } from "vitest";
import { addMonths, countIn, moveBy, weeksOf, writtenDays } from "./days";
import { parseView } from "./view";

const MONDAY = 1;
const SUNDAY = 7;

describe("weeksOf", () => {
  it.each([
    ["2026-11", MONDAY, 6, ["2026-11-01"], 6],
    ["2026-11", SUNDAY, 5, ["2026-11-01", "2026-11-07"], 0],
    ["2027-02", MONDAY, 4, ["2027-02-01", "2027-02-07"], 0],
    ["2024-02", MONDAY, 5, ["2024-02-01", "2024-02-04"], 3],
  ])("%s from day %i has %i weeks", (month, start, count, edges, empty) => {
    const weeks = weeksOf(month, start);
    expect(weeks).toHaveLength(count);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    const first = weeks[0]?.filter((day) => day) ?? [];
    expect([first[0], ...(edges[1] ? [first.at(-1)] : [])]).toEqual(edges);
    expect(weeks[0]?.findIndex((day) => day)).toBe(empty);
  });

  it("has every day of a month once, in every month of 30 years", () => {
    for (let months = 0; months < 360; months += 1) {
      const month = addMonths("2010-01-01", months).slice(0, 7);
      const days = weeksOf(month, MONDAY)
        .flat()
        .filter((day) => day);
      const [year = 0, number = 0] = month.split("-").map(Number);
      expect(days).toEqual(
        Array.from(
          { length: new Date(year, number, 0).getDate() },
          (_, at) => `${month}-${String(at + 1).padStart(2, "0")}`,
        ),
      );
    }
  });
});

describe("moveBy", () => {
  it.each([
    ["ArrowLeft", false, "2026-11-01", "2026-10-31"],
    ["ArrowRight", false, "2026-12-31", "2027-01-01"],
    ["ArrowUp", false, "2026-11-04", "2026-10-28"],
    ["ArrowDown", false, "2026-11-28", "2026-12-05"],
    ["Home", false, "2026-11-21", "2026-11-16"],
    ["End", false, "2026-11-21", "2026-11-22"],
    ["PageUp", false, "2026-03-31", "2026-02-28"],
    ["PageDown", false, "2026-01-31", "2026-02-28"],
    ["PageUp", true, "2024-02-29", "2023-02-28"],
    ["PageDown", true, "2023-02-28", "2024-02-28"],
    ["a", false, "2026-11-21", undefined],
  ])("%s (shifted: %s) leads from %s to %s", (key, isShifted, day, to) => {
    expect(moveBy(key, isShifted, day, MONDAY)).toBe(to);
  });

  it("knows weeks that begin on Sunday", () => {
    expect([moveBy("Home", false, "2026-11-21", SUNDAY), moveBy("End", false, "2026-11-21", SUNDAY)]).toEqual([
      "2026-11-15",
      "2026-11-21",
    ]);
  });
});

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString();

describe("writtenDays", () => {
  const days = writtenDays([
    { written_at: at(20, 1), mood: 4, status: "published" },
    { written_at: at(20, 23), mood: 1, status: "draft" },
    { written_at: at(20, 12), mood: null, status: "published" },
    { written_at: at(21, 0), mood: null, status: "draft" },
  ]);

  it("sums up each day, where the user is", () => {
    expect(days.get("2026-11-20")).toEqual({ finished: 2, drafts: 1, mood: 3 });
    expect(days.get("2026-11-21")).toEqual({ finished: 0, drafts: 1, mood: undefined });
  });

  it("counts what a month or a year has", () => {
    expect(countIn(days, "2026-11")).toEqual({ days: 2, entries: 4 });
    expect(countIn(days, "2025")).toEqual({ days: 0, entries: 0 });
  });
});

describe("parseView", () => {
  it("keeps what fits and drops the rest", () => {
    expect(parseView({ month: "2026-13", day: "2026-11-20", year: "x", more: 1 })).toEqual({ day: "2026-11-20" });
    expect(parseView({ year: 2026, month: "2026-11" })).toEqual({ year: 2026, month: "2026-11" });
  });
});
