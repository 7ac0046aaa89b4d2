import { describe, expect, it } from "vitest";
import { isHeavyTone, toneNumber, toneSentence, toneWord } from "./tone";

describe("tone", () => {
  it.each([
    [-1, "Heavy", "−1.00"],
    [-0.5, "Heavy", "−0.50"],
    [-0.49, "Rather heavy", "−0.49"],
    [-0.15, "Rather heavy", "−0.15"],
    [-0.14, "Even", "−0.14"],
    [0, "Even", "0.00"],
    [0.14, "Even", "+0.14"],
    [0.15, "Rather light", "+0.15"],
    [0.49, "Rather light", "+0.49"],
    [0.5, "Light", "+0.50"],
  ])("of %d is %s (%s)", (score, word, number) => {
    expect([toneWord(score), toneNumber(score)]).toEqual([word, number]);
  });

  it("says one thing where the number is rounded over a boundary", () => {
    expect([toneWord(0.1496), toneNumber(0.1496)]).toEqual(["Rather light", "+0.15"]);
    expect([toneWord(-0.496), toneNumber(-0.496)]).toEqual(["Heavy", "−0.50"]);
    expect([toneWord(-0.001), toneNumber(-0.001)]).toEqual(["Even", "0.00"]);
  });
});

describe("the tone in a sentence", () => {
  it.each([
    [-0.5, "The writing leans heavy."],
    [-0.15, "The writing leans rather heavy."],
    [0, "The writing is even."],
    [0.49, "The writing leans rather light."],
    [1, "The writing leans light."],
    [null, "The writing has no clear tone."],
  ])("%s: %s", (score, sentence) => {
    expect(toneSentence(score)).toBe(sentence);
  });

  it("is heavy exactly where it is called so", () => {
    expect([null, 0, -0.144, -0.146, -1].map(isHeavyTone)).toEqual([false, false, false, true, true]);
  });
});
