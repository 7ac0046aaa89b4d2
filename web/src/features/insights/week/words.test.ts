import { expect, it } from "vitest";
import type { Week } from "@/api/insights";
import { weekQuestion, weekSentence, weekSpan } from "./words";

const WEEK: Week = {
  from: "2026-11-09",
  to: "2026-11-15",
  entries: 1,
  days: 1,
  words: 812,
  themes: [],
  emotions: [],
  people: [],
  moments: [],
  question: { kind: "open", theme: null, person_id: null },
};

it("says when it was and how much was written", () => {
  expect(weekSpan(WEEK, new Date("2026-11-20T12:00:00Z"))).toMatch(/^(9 Nov – 15 Nov|Nov 9 – Nov 15)$/);
  expect(weekSentence(WEEK)).toBe("You finished 1 entry on 1 day, 812 words.");
});

it("asks by what the week was like", () => {
  const ask = (question: Partial<Week["question"]>) => weekQuestion({ ...WEEK.question, ...question }, () => "Ben");
  expect(ask({ kind: "heavy", theme: "work" })).toMatch(/^Work was in more than one heavy entry\./);
  expect(ask({ kind: "good_with", person_id: "x" })).toMatch(/^Ben was there when it was good\./);
  expect(ask({ kind: "good" })).toMatch(/^What was good this week/);
  expect(ask({})).toBe("What do you want to remember of this week?");
});
