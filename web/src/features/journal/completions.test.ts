import { describe, expect, it } from "vitest";
import { complete, completionsAt } from "./completions";
import { readSearch } from "./readSearch";
import { wordsOnly } from "./wordsOnly";

const known = {
  people: [{ name: "Mary Jane" }, { name: "Mira" }],
  tags: ["work", "long walks"],
  now: new Date(2026, 0, 15),
};
const offered = (text: string, caret = text.length) =>
  completionsAt(text, caret, known)?.options.map(({ value }) => value);

describe("completionsAt", () => {
  it.each([
    ["tag:", ["work", "long walks"]],
    ["tag:w", ["work", "long walks"]],
    ["rain -tag:lo", ["long walks"]],
    ["person:jan", ["Mary Jane"]],
    ['person:"m', ["Mary Jane", "Mira"]],
    ["mood:goo", ["4", "5"]],
    ["status:", ["draft", "finished"]],
    ["from:", ["2026-01", "2025-12", "2026", "2025"]],
    ["tag:work", undefined],
    ["tag:zebra", undefined],
    ["tag", undefined],
    ['tag:"work"', undefined],
  ])("%s", (text, options) => {
    expect(offered(text)).toEqual(options);
  });

  it("looks at the filter under the caret", () => {
    expect(offered("tag:lo rain", 6)).toEqual(["long walks"]);
    expect(offered("tag:lo rain", 11)).toBeUndefined();
  });
});

describe("complete", () => {
  it("puts the value in, in quotation marks where it has spaces, and the caret behind it", () => {
    const text = "-tag:lo rain";
    const part = completionsAt(text, 7, known)?.part;
    expect(part && complete(text, part, "long walks")).toEqual({ text: '-tag:"long walks" rain', caret: 18 });
    expect(part && complete(text, part, "work")).toEqual({ text: "-tag:work rain", caret: 10 });
  });
});

describe("readSearch", () => {
  const people = [{ id: "m", name: "Mira" }];
  const read = (text: string) => readSearch(text, people, ["work"]);

  it("leaves a name out that is not finished, and says so", () => {
    expect(read("tea tag:wo")).toMatchObject({ conditions: [], leftOut: ["tag:wo"] });
    expect(read("tea tag:work")).toMatchObject({ conditions: [{ name: "work" }], leftOut: [] });
    expect(read("person:mi")).toMatchObject({ conditions: [{ name: "mi" }], leftOut: [] });
    expect(read("person:xy")).toMatchObject({ conditions: [], leftOut: ["person:xy"] });
  });

  it("takes a name at its word once more is typed", () => {
    expect(read("tag:wo tea")).toMatchObject({ conditions: [{ name: "wo" }], leftOut: [] });
    expect(read('tag:"wo"')).toMatchObject({ conditions: [{ name: "wo" }], leftOut: [] });
  });

  it("leaves out what is no value", () => {
    expect(read("mood:9 from:soon tea")).toMatchObject({ conditions: [], leftOut: ["mood:9", "from:soon"] });
  });
});

it("words alone are what is left without filters", () => {
  expect(wordsOnly('tag:work "two words" -rain mood:3')).toBe('"two words" -rain');
});
