import { describe, expect, it } from "vitest";
import { countPeople, foundBy, foundIn, peopleOf } from "./about";
import { unread } from "./mutators";
import type { AnalysisRow, EntryRow } from "./rows";

const found = (entry: string, ...people: string[]): AnalysisRow => ({
  ...unread(entry),
  evidence: [
    { kind: "theme", label: "work", quote: "w", start: 0, end: 1, polarity: null, strength: 1 },
    ...people.map((label) => ({ kind: "person", label, quote: "p", start: 0, end: 1, polarity: null, strength: 1 })),
  ],
});
const entry = (id: string, ...people: string[]) => ({ id, people, text: "p" }) as EntryRow;

describe("people found", () => {
  it("are the persons among the findings, each once, in order of appearance", () => {
    expect(foundBy(entry("e"), found("e", "sam", "mira", "sam"))).toEqual(["sam", "mira"]);
    expect(foundBy(entry("e"), undefined)).toEqual([]);
  });

  it("are no more than the words that still stand: the reading may be of an older text", () => {
    const reading = found("e", "sam");
    expect(foundBy({ text: "It rains." }, reading)).toEqual([]);
    expect(foundBy({ text: "It rains, p." }, reading)).toEqual(["sam"]);
    expect(foundIn([{ ...entry("e"), text: "It rains." }], [reading]).get("e")).toEqual([]);
  });

  it("join the ones that were linked, who come first", () => {
    expect(peopleOf(entry("e", "mira"), ["sam", "mira"])).toEqual(["mira", "sam"]);
  });

  it("count an entry once, whether someone was linked, found, or both", () => {
    const entries = [entry("linked", "sam"), entry("found"), entry("both", "sam"), entry("neither")];
    const readings = foundIn(entries, [found("found", "sam", "sam"), found("both", "sam", "mira"), found("neither")]);
    expect([...countPeople(entries, readings)]).toEqual([
      ["sam", 3],
      ["mira", 1],
    ]);
  });
});
