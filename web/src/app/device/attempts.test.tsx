import { beforeEach, expect, it } from "vitest";
import { noteRight, noteWrong, waitAfter, waitNow } from "./attempts";

beforeEach(() => localStorage.clear());

it("lets one mistype, and then makes one wait longer each time", () => {
  expect([0, 2, 3, 4, 5, 9, 100].map(waitAfter)).toEqual([0, 0, 5_000, 10_000, 20_000, 300_000, 300_000]);
});

it("counts across pages, and forgets after the right one", () => {
  for (let time = 1; time <= 4; time += 1) noteWrong(1_000);
  expect(waitNow(1_000)).toBe(10_000);
  expect(waitNow(7_000)).toBe(4_000);
  expect(waitNow(20_000)).toBe(0);
  noteRight();
  expect(waitNow(1_000)).toBe(0);
});

it("never waits longer because the clock was set back", () => {
  for (let time = 1; time <= 3; time += 1) noteWrong(1_000_000);
  expect(waitNow(0)).toBe(5_000);
});
