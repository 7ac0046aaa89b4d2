/**
 * Whom entries are about, and whom they name. An entry is *about* the people its writer linked; it *names* the people
 * whose names are in its words. It counts for both, once.
 */

import type { Finder } from "./names";
import type { AnalysisRow, EntryRow, Evidence } from "./rows";

/** Ids of the people who are named, by the id of the entry. */
export type Found = ReadonlyMap<string, readonly string[]>;

const NOBODY: readonly string[] = [];

/** Who is named in an entry, by what looked for them: that stands while neither the names nor the entry change. */
const known = new WeakMap<Finder, WeakMap<object, readonly string[]>>();

function namedIn(entry: Pick<EntryRow, "text">, find: Finder): readonly string[] {
  const byEntry = known.get(find) ?? new WeakMap<object, readonly string[]>();
  known.set(find, byEntry);
  const named = byEntry.get(entry) ?? [...new Set(find(entry.text).map(({ person }) => person))];
  byEntry.set(entry, named);
  return named;
}

/**
 * The people who are named in an entry: those whom its reading found, as far as the words still stand (it may be of an
 * older text, and of an older name), and those whose names are in the words, read or not.
 */
export function foundBy(
  entry: Pick<EntryRow, "text">,
  analysis: Pick<AnalysisRow, "evidence"> | undefined,
  find: Finder,
): readonly string[] {
  const stands = ({ kind, quote }: Evidence) => kind === "person" && quote !== "" && entry.text.includes(quote);
  const read = analysis?.evidence.filter(stands).map(({ label }) => label) ?? NOBODY;
  return [...new Set([...read, ...namedIn(entry, find)])];
}

/** The people who are named in `entries`. */
export function foundIn(entries: readonly EntryRow[], analyses: readonly AnalysisRow[], find: Finder): Found {
  const byEntry = new Map(analyses.map((analysis) => [analysis.entry_id, analysis]));
  return new Map(entries.map((entry) => [entry.id, foundBy(entry, byEntry.get(entry.id), find)]));
}

/** Everyone for whom an entry counts, each once: the linked ones first. An id may be that of someone who was deleted. */
export function peopleOf({ people }: Pick<EntryRow, "people">, found: readonly string[] = NOBODY): readonly string[] {
  return [...new Set([...people, ...found])];
}

/** How many of `entries` count for each person. */
export function countPeople(entries: readonly EntryRow[], found: Found): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    for (const id of peopleOf(entry, found.get(entry.id))) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
