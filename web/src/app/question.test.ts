import { expect, it } from "vitest";
import { questionFor } from "./question";

const DAYS = Array.from({ length: 14 }, (_, day) => new Date(2026, 2, 1 + day, 12));

it("asks something else on most days, and the same all day", () => {
  const asked = DAYS.map((date) => questionFor(date, undefined, [], false));
  expect(new Set(asked).size).toBe(7);
  const late = new Date(2026, 2, 1, 23, 59);
  expect(questionFor(late, undefined, [], false)).toBe(asked[0]);
});

it("asks about what somebody writes for before their first entry, and every other day then", () => {
  const wants = { aims: ["relationships" as const], own_aim: "" };
  const people = [{ name: "Noor" }, { name: "Sam" }];
  const first = DAYS.map((date) => questionFor(date, wants, people, true));
  expect(new Set(first)).toEqual(new Set(["How was it with Noor lately?", "How was it with Sam lately?"]));
  const later = DAYS.map((date) => questionFor(date, wants, people, false));
  expect(later.filter((question) => first.includes(question))).toHaveLength(7);
  expect(new Set(later.filter((question) => first.includes(question))).size).toBe(2);
});

it("asks in the user's own words", () => {
  const question = questionFor(DAYS[0] as Date, { aims: [], own_aim: "Sleep again" }, [], true);
  expect(question).toBe("“Sleep again”: where are you with it today?");
});
