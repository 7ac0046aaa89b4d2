/** Whom entries are about: the people their writer linked, and those the reading found by name. */

import type { AnalysisRow, EntryRow, Evidence } from "./rows";

/** Ids of the people that were found, in order of appearance, by the id of the entry. */
export type Found = ReadonlyMap<string, readonly string[]>;

const NOBODY: readonly string[] = [];

/** The people whom the reading of an entry found, as far as the words still stand: the reading may be of an older text. */
export function foundBy(
  { text }: Pick<EntryRow, "text">,
  analysis: Pick<AnalysisRow, "evidence"> | undefined,
): readonly string[] {
  const stands = ({ kind, quote }: Evidence) => kind === "person" && quote !== "" && text.includes(quote);
  return [...new Set(analysis?.evidence.filter(stands).map(({ label }) => label))];
}

/** The people whom all readings found in `entries`. */
export function foundIn(entries: readonly EntryRow[], analyses: readonly AnalysisRow[]): Found {
  const byEntry = new Map(analyses.map((analysis) => [analysis.entry_id, analysis]));
  return new Map(entries.map((entry) => [entry.id, foundBy(entry, byEntry.get(entry.id))]));
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
