/** Whom entries are about: the people their writer linked, and those the reading found by name. */

import type { AnalysisRow, EntryRow } from "./rows";

/** Ids of the people that were found, in order of appearance, by the id of the entry. */
export type Found = ReadonlyMap<string, readonly string[]>;

const NOBODY: readonly string[] = [];

/** The people whom one reading found. */
export function foundBy(analysis: Pick<AnalysisRow, "evidence"> | undefined): readonly string[] {
  const people = analysis?.evidence.filter(({ kind }) => kind === "person").map(({ label }) => label) ?? NOBODY;
  return [...new Set(people)];
}

/** The people whom all readings found. */
export function foundIn(analyses: readonly AnalysisRow[]): Found {
  return new Map(analyses.map((analysis) => [analysis.entry_id, foundBy(analysis)]));
}

/** Everyone an entry is about, each once: the linked ones first. An id may be that of someone who was deleted. */
export function peopleOf({ people }: Pick<EntryRow, "people">, found: readonly string[] = NOBODY): readonly string[] {
  return [...new Set([...people, ...found])];
}

/** How many of `entries` are about each person. */
export function countPeople(entries: readonly EntryRow[], found: Found): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    for (const id of peopleOf(entry, found.get(entry.id))) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
