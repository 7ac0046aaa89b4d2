import { describe, expect, it } from "vitest";
import { formatAgo } from "./dates";

const NOW = new Date(2026, 10, 20, 9, 30);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("formatAgo", () => {
  it.each([
    [-5 * MINUTE, "just now"],
    [0, "just now"],
    [MINUTE - 1, "just now"],
    [MINUTE, "1 minute ago"],
    [59 * MINUTE, "59 minutes ago"],
    [HOUR, "1 hour ago"],
    [9 * HOUR, "9 hours ago"],
    [10 * HOUR, "yesterday"],
    [33 * HOUR, "yesterday"],
    [34 * HOUR, "2 days ago"],
    [6 * 24 * HOUR, "6 days ago"],
    [7 * 24 * HOUR, /^on (13 Nov|Nov 13)$/],
  ])("%d ms ago is %s", (ms, words) => {
    const said = formatAgo(new Date(NOW.getTime() - ms), NOW);
    if (typeof words === "string") expect(said).toBe(words);
    else expect(said).toMatch(words);
  });

  it("counts the hours of a late evening past midnight", () => {
    const late = new Date(2026, 10, 19, 23, 50);
    expect(formatAgo(late, new Date(2026, 10, 20, 1, 55))).toBe("2 hours ago");
  });
});
