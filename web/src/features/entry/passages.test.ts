import { describe, expect, it } from "vitest";
import type { Evidence } from "@/sync/rows";
import { placesOf } from "./marks";
import { passagesOf, strongestPassages } from "./passages";

const found = (text: string, quote: string, strength = 1, kind = "emotion"): Evidence => {
  const start = text.indexOf(quote);
  return { kind, label: "x", quote, start, end: start + quote.length, polarity: null, strength };
};
const of = (text: string, evidence: Evidence[]) =>
  passagesOf(text, evidence, placesOf(text, evidence)).map(({ quote, evidence: indexes }) => [quote, indexes]);

describe("passagesOf", () => {
  it("gathers what rests on one sentence, in the order of the text", () => {
    const text = "I was sad. We talked about money, and I felt heard.\n\nThen sleep.";
    const evidence = [found(text, "sleep"), found(text, "felt heard"), found(text, "money"), found(text, "sad")];
    expect(of(text, evidence)).toEqual([
      ["I was sad.", [3]],
      ["We talked about money, and I felt heard.", [1, 2]],
      ["Then sleep.", [0]],
    ]);
  });

  it("takes sentences together that one finding spans", () => {
    const text = "We fought. We made up. It was late.";
    const evidence = [found(text, "fought. We made"), found(text, "made up"), found(text, "late")];
    expect(of(text, evidence)).toEqual([
      ["We fought. We made up.", [0, 1]],
      ["It was late.", [2]],
    ]);
  });

  it("quotes a sentence once that was written twice", () => {
    const text = "I am tired. It rains. I am tired.";
    const [first, rain, again] = [
      found(text, "tired"),
      found(text, "rains"),
      { ...found(text, "tired"), start: 27, end: 32 },
    ];
    expect(of(text, [first, rain, again])).toEqual([
      ["I am tired.", [0, 2]],
      ["It rains.", [1]],
    ]);
  });

  it("cuts a sentence without end down to the words that matter", () => {
    const text = `${"and then ".repeat(60)}I felt heard ${"and on ".repeat(60)}`;
    const [passage] = passagesOf(text, [found(text, "I felt heard")], [{ start: 540, end: 552 }]);
    expect(passage?.quote).toMatch(/^… I felt heard and on .+ …$/);
    expect(passage?.quote.length).toBeLessThan(240);
  });

  it("cuts a sentence whose findings lie far apart, between characters", () => {
    const text = `${"a".repeat(219)}🙂 ${"and on ".repeat(60)}at last`;
    const [first, last] = [found(text, "aaa"), found(text, "at last")];
    expect(of(text, [first, last])).toEqual([[`${"a".repeat(219)} …`, [0, 1]]]);
  });

  it("cuts a quote whose words are gone, too", () => {
    const evidence = [found("", "x".repeat(500))];
    expect(of("Other words.", evidence)).toEqual([[`${"x".repeat(220)} …`, [0]]]);
  });

  it("keeps the quotes whose words are gone, each once and without a place", () => {
    const evidence = [found("", "gone"), found("", "gone")];
    expect(passagesOf("Other words.", evidence, [undefined, undefined])).toEqual([
      { quote: "gone", place: undefined, evidence: [0, 1] },
    ]);
  });
});

describe("strongestPassages", () => {
  it("takes the ones with the strongest findings, and leaves them in order; a name is no strength", () => {
    const text = "Sam. A. Sad. B. Glad.";
    const evidence = [found(text, "Sam", 1, "person"), found(text, "Sad", 0.4), found(text, "Glad", 0.8)];
    const passages = passagesOf(text, evidence, placesOf(text, evidence));
    expect(strongestPassages(passages, evidence, 2).map(({ quote }) => quote)).toEqual(["Sad.", "Glad."]);
    expect(strongestPassages(passages, evidence, 1).map(({ quote }) => quote)).toEqual(["Glad."]);
  });
});
