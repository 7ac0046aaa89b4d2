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
const entry = (id: string, ...people: string[]) => ({ id, people }) as EntryRow;

describe("people found", () => {
  it("are the persons among the findings, each once, in order of appearance", () => {
    expect(foundBy(found("e", "sam", "mira", "sam"))).toEqual(["sam", "mira"]);
    expect(foundBy(undefined)).toEqual([]);
  });

  it("join the ones that were linked, who come first", () => {
    expect(peopleOf(entry("e", "mira"), ["sam", "mira"])).toEqual(["mira", "sam"]);
  });

  it("count an entry once, whether someone was linked, found, or both", () => {
    const entries = [entry("linked", "sam"), entry("found"), entry("both", "sam"), entry("neither")];
    const readings = foundIn([found("found", "sam", "sam"), found("both", "sam", "mira"), found("neither")]);
    expect([...countPeople(entries, readings)]).toEqual([
      ["sam", 3],
      ["mira", 1],
    ]);
  });
});
