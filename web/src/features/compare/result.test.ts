import { describe, expect, it } from "vitest";
import { isEmptyLine, paragraphsOf } from "@/lib/diff/paragraphs";
import { texts } from "@/testing/texts";
import { type Choice, type Choices, compareTexts, openQuestions } from "./differences";
import { chooseEverywhere, piecesOf, textOf } from "./result";

const resultOf = (one: string, other: string, choose: Choice | Choices) => {
  const parts = compareTexts(one, other);
  return textOf(piecesOf(parts, typeof choose === "string" ? chooseEverywhere(parts, choose) : choose));
};

const words = (text: string) => paragraphsOf(text).filter((paragraph) => !isEmptyLine(paragraph));

/** How often each paragraph with words stands in a text. */
function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const paragraph of words(text)) counts.set(paragraph, (counts.get(paragraph) ?? 0) + 1);
  return counts;
}

describe("the result", () => {
  it("is a text to the letter if that is chosen everywhere", () => {
    for (const [one, other] of texts(500)) {
      if (openQuestions(compareTexts(one, other)).length === 0) continue;
      expect([resultOf(one, other, "one"), resultOf(one, other, "other")]).toEqual([one, other]);
    }
  });

  it("has every paragraph of both texts, as often as either, if both are chosen everywhere", () => {
    for (const [one, other] of texts(500)) {
      const both = countsOf(resultOf(one, other, "both") ?? "");
      for (const text of [one, other]) {
        for (const [paragraph, count] of countsOf(text)) expect(both.get(paragraph)).toBeGreaterThanOrEqual(count);
      }
    }
  });

  it("is there once everything has been chosen, and has nothing that neither text has", () => {
    for (const [one, other] of texts(200)) {
      const parts = compareTexts(one, other);
      const choices = new Map<string, Choice>();
      for (const [nth, { key }] of openQuestions(parts).entries()) {
        expect(textOf(piecesOf(parts, choices))).toBeUndefined();
        choices.set(key, nth % 2 === 0 ? "one" : "other");
      }
      const known = new Set([...words(one), ...words(other)]);
      for (const paragraph of words(textOf(piecesOf(parts, choices)) ?? "?")) expect(known).toContain(paragraph);
    }
  });

  it("sets both apart by an empty line where the texts do so", () => {
    expect(resultOf("Tea.\n\nA rainy day.", "Tea.\n\nSunshine!", "both")).toBe("Tea.\n\nA rainy day.\n\nSunshine!");
    expect(resultOf("Tea.\nA rainy day.", "Tea.\nSunshine!", "both")).toBe("Tea.\nA rainy day.\nSunshine!");
  });

  it("asks nobody about empty lines, and keeps them", () => {
    const parts = compareTexts("Tea.\nCake.\nNight.", "Tea.\n\nCake.\nDreams.");
    expect(openQuestions(parts).map(({ one, other }) => [one, other])).toEqual([[["Night."], ["Dreams."]]]);
    expect(resultOf("Tea.\nCake.", "Tea.\n\nCake.", new Map())).toBe("Tea.\n\nCake.");
    expect(resultOf("Tea.", "Tea.", new Map())).toBe("Tea.");
  });

  it("keeps the choices for paragraphs that have not changed when another one has", () => {
    const before = compareTexts("A a a.\n\nB b b.", "A a c.\n\nB b c.");
    const choices = chooseEverywhere(before, "other");
    const after = compareTexts("A a a.\n\nB b b.", "A a d.\n\nB b c.");
    const pieces = piecesOf(after, choices);
    expect(pieces.map(({ kind }) => kind)).toEqual(["open", "text", "text"]);
    expect(pieces.at(-1)).toEqual({ kind: "text", paragraphs: ["B b c."] });
  });

  it("tells two differences with the same words apart", () => {
    const questions = openQuestions(compareTexts("x a\nsame\nx a", "x b\nsame\nx b"));
    expect(new Set(questions.map(({ key }) => key)).size).toBe(2);
  });
});
