import { describe, expect, it } from "vitest";
import { countPeople, foundBy, foundIn, peopleOf } from "./about";
import { unread } from "./mutators";
import { finderOf } from "./names";
import type { AnalysisRow, EntryRow } from "./rows";

const found = (entry: string, ...people: string[]): AnalysisRow => ({
  ...unread(entry),
  evidence: [
    { kind: "theme", label: "work", quote: "w", start: 0, end: 1, polarity: null, strength: 1 },
    ...people.map((label) => ({ kind: "person", label, quote: "p", start: 0, end: 1, polarity: null, strength: 1 })),
  ],
});
const entry = (id: string, ...people: string[]) => ({ id, people, text: "p" }) as EntryRow;

const nobody = finderOf([]);

describe("people found", () => {
  it("are the persons among the findings, each once, in order of appearance", () => {
    expect(foundBy(entry("e"), found("e", "sam", "mira", "sam"), nobody)).toEqual(["sam", "mira"]);
    expect(foundBy(entry("e"), undefined, nobody)).toEqual([]);
  });

  it("are no more than the words that still stand: the reading may be of an older text", () => {
    const reading = found("e", "sam");
    expect(foundBy({ text: "It rains." }, reading, nobody)).toEqual([]);
    expect(foundBy({ text: "It rains, p." }, reading, nobody)).toEqual(["sam"]);
    expect(foundIn([{ ...entry("e"), text: "It rains." }], [reading], nobody).get("e")).toEqual([]);
  });

  it("are there as soon as someone has a name that is in the words, read or not", () => {
    const find = finderOf([{ id: "sam", name: "Sam" }]);
    expect(foundBy({ text: "Sam made soup." }, undefined, find)).toEqual(["sam"]);
    expect(foundBy({ text: "Sam made soup, p." }, found("e", "mira"), find)).toEqual(["mira", "sam"]);
    expect(foundBy({ text: "Nobody made soup." }, undefined, find)).toEqual([]);
  });

  it("are looked for once in words that have not changed", () => {
    let times = 0;
    const find = () => {
      times += 1;
      return [{ person: "sam", start: 0, end: 3 }];
    };
    const row = { ...entry("e"), text: "Sam" };
    expect([foundBy(row, undefined, find), foundBy(row, undefined, find)]).toEqual([["sam"], ["sam"]]);
    expect(times).toBe(1);
  });

  it("join the ones that were linked, who come first", () => {
    expect(peopleOf(entry("e", "mira"), ["sam", "mira"])).toEqual(["mira", "sam"]);
  });

  it("count an entry once, whether someone was linked, found, or both", () => {
    const entries = [entry("linked", "sam"), entry("found"), entry("both", "sam"), entry("neither")];
    const readings = foundIn(
      entries,
      [found("found", "sam", "sam"), found("both", "sam", "mira"), found("neither")],
      nobody,
    );
    expect([...countPeople(entries, readings)]).toEqual([
      ["sam", 3],
      ["mira", 1],
    ]);
  });
});
