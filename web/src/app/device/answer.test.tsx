import { beforeEach, expect, it } from "vitest";
import { dropAnswer, leavingUsers, noteAnswer, readAnswer } from "./answer";

const ada = { user: "ada", own: true, minutes: 5 };
const ben = { user: "ben", own: false };

beforeEach(() => localStorage.clear());

it("remembers what each user has answered, and who was the last", () => {
  expect(readAnswer()).toBeUndefined();
  noteAnswer(ada);
  noteAnswer(ben);
  expect(readAnswer()).toEqual(ben);
  expect(readAnswer("ada")).toEqual(ada);
  noteAnswer({ user: "ada", own: true });
  expect(readAnswer()).toEqual({ user: "ada", own: true });
  expect(readAnswer("ben")).toEqual(ben);
});

it("leaves nothing behind once all answers are dropped", () => {
  noteAnswer(ada);
  noteAnswer(ben);
  dropAnswer("ben");
  expect(readAnswer()).toEqual(ada);
  dropAnswer("ada");
  expect(localStorage.length).toBe(0);
});

it("takes what it cannot read for no answer", () => {
  localStorage.setItem("hearken.device", "{}");
  expect(readAnswer()).toBeUndefined();
});

it("knows who was signing out", () => {
  noteAnswer({ ...ada, leaving: true });
  noteAnswer(ben);
  expect(leavingUsers()).toEqual(["ada"]);
  noteAnswer(ada);
  expect(leavingUsers()).toEqual([]);
});
