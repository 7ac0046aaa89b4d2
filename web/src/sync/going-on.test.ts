import { describe, expect, it } from "vitest";
import { goesOn } from "./going-on";

describe("a text goes on", () => {
  const few = "x".repeat(24);
  const many = "x".repeat(25);

  it.each([
    ["", "", true],
    ["one", "one two", true],
    ["one two", "one one two", true],
    [few, "", true],
    [many, "", false],
    [`a${few}b`, "ab", true],
    [`a${many}b`, "ab", false],
    [many, many + many, true],
  ])("until more than a few words are typed over: %j, then %j", (before, next, expected) => {
    expect(goesOn(before, next)).toBe(expected);
  });
});
