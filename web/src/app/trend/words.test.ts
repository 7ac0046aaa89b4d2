import { describe, expect, it } from "vitest";
import { moodInWords, toneInWords } from "./words";

describe("a mean in words", () => {
  it.each([
    [4, "good"],
    [3.5, "even (3.5)"],
    [4.4, "good (4.4)"],
    [3.97, "good"],
    [null, "not named"],
  ])("mood %s is %s", (mood, words) => {
    expect(moodInWords(mood)).toBe(words);
  });

  it.each([
    [0.31, "rather light (+0.31)"],
    [-0.004, "even (0.00)"],
    [null, "not clear"],
  ])("tone %s is %s", (tone, words) => {
    expect(toneInWords(tone)).toBe(words);
  });
});
