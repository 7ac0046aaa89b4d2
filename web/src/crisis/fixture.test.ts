/** The same cases as the server's tests have (crates/domain, tests/it/crisis.rs): what one finds, the other finds. */

import { describe, expect, it } from "vitest";
import rulesText from "../../../crates/domain/lexicon/crisis/rules.txt?raw";
import fixture from "../../../crates/domain/tests/fixtures/crisis.json";
import weightsText from "../../../crates/domain/tests/fixtures/crisis_weights.txt?raw";
import { find } from "./find";
import { type Crisis, NOTHING, together } from "./level";
import { readRules } from "./rules";
import { judge, readWeights } from "./weights";
import { readText } from "./words";

const rules = readRules(rulesText);
const word = ({ level, violence }: Crisis) => `S${level}${violence ? "V" : ""}`;

describe("crisis", () => {
  it("finds by the rules what the server finds", () => {
    for (const [text = "", found] of fixture.found) {
      const all = find(readText(text, rules), rules).reduce(together, NOTHING);
      expect([text, word(all)]).toEqual([text, found]);
    }
  });

  it("finds by weights what the server finds", () => {
    const weights = readWeights(weightsText);
    if (!weights) throw new Error("the fixture is empty");
    for (const [text = "", found] of fixture.weights) {
      expect([text, word(judge(readText(text, rules), [], weights).weights)]).toEqual([text, found]);
    }
  });

  it("keeps of the rules what the server keeps", () => {
    const weights = readWeights(weightsText);
    if (!weights) throw new Error("the fixture is empty");
    const everything: Crisis = { level: 3, violence: true };
    for (const [text = "", kept, only] of fixture.kept as [string, string, number?][]) {
      const read = readText(text, rules);
      // Found in all sentences, or in the one that is named.
      const found = read.sentences.map((_, at) => (at === (only ?? at) ? everything : NOTHING));
      expect([text, only, word(judge(read, found, weights).rules)]).toEqual([text, only, kept]);
    }
  });

  it("does without weights", () => {
    expect(readWeights("\n")).toBeUndefined();
    expect(() => readWeights("something else")).toThrow();
  });
});
