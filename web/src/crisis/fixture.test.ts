/** The same cases as the server's tests have (crates/domain, tests/it/crisis.rs): what one finds, the other finds. */

import { describe, expect, it } from "vitest";
import rulesText from "../../../crates/domain/lexicon/crisis/rules.txt?raw";
import fixture from "../../../crates/domain/tests/fixtures/crisis.json";
import weightsText from "../../../crates/domain/tests/fixtures/crisis_weights.txt?raw";
import { find } from "./find";
import type { Crisis } from "./level";
import { readRules } from "./rules";
import { judge, keep, readWeights } from "./weights";
import { readText } from "./words";

const rules = readRules(rulesText);
const word = ({ level, violence }: Crisis) => `S${level}${violence ? "V" : ""}`;

describe("crisis", () => {
  it("finds by the rules what the server finds", () => {
    for (const [text = "", found] of fixture.found) {
      expect([text, word(find(readText(text, rules), rules))]).toEqual([text, found]);
    }
  });

  it("finds by weights what the server finds", () => {
    const weights = readWeights(weightsText);
    if (!weights) throw new Error("the fixture is empty");
    for (const [text = "", found] of fixture.weights) {
      expect([text, word(judge(readText(text, rules), weights))]).toEqual([text, found]);
    }
  });

  it("keeps of the rules what the server keeps", () => {
    const weights = readWeights(weightsText);
    if (!weights) throw new Error("the fixture is empty");
    for (const [text = "", kept] of fixture.kept) {
      const found: Crisis = { level: 3, violence: true };
      expect([text, word(keep(readText(text, rules), found, weights))]).toEqual([text, kept]);
    }
  });

  it("does without weights", () => {
    expect(readWeights("\n")).toBeUndefined();
    expect(() => readWeights("something else")).toThrow();
  });
});
