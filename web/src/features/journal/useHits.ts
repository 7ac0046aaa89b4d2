import { useMemo } from "react";
import { type Candidate, fits, namesIn } from "@/search/conditions";
import type { Condition, Term } from "@/search/query";
import { useSearch } from "@/search/react";
import type { SearchState } from "@/search/searcher";
import { peopleOf } from "@/sync/about";
import { localDay } from "@/sync/filter";
import { type Entry, useEntries, useFound, usePeople } from "@/sync/react";
import type { EntryRow } from "@/sync/rows";
import { type JournalFilter, toEntryFilter } from "./filter";
import { type Read, readSearch } from "./readSearch";

/** What the journal shows for a filter. */
export interface Hits {
  /** What was understood of the words that were typed. */
  read: Read;
  /** The best first where words were asked for, otherwise the newest. */
  entries: readonly Entry[];
  search: SearchState;
  /** How many there would be without the filters, for the words alone. */
  anywhere: number;
}

export function useHits(filter: JournalFilter): Hits {
  const all = useEntries();
  const people = usePeople();
  const tags = useTags(all);
  const read = useMemo(() => readSearch(filter.q ?? "", people, tags), [filter.q, people, tags]);
  const within = useFitting(useEntries(toEntryFilter(filter)), read.conditions);
  const search = useSearch(read.terms);
  const entries = useMemo(() => ranked(within, read.terms, search), [within, read.terms, search]);
  const anywhere = useMemo(() => ranked(all, read.terms, search).length, [all, read.terms, search]);
  return { read, entries, search, anywhere };
}

function useTags(entries: readonly Entry[]): readonly string[] {
  return useMemo(() => [...new Set(entries.flatMap(({ tags }) => tags))], [entries]);
}

/** The entries for which the typed filters hold. */
function useFitting(entries: readonly Entry[], conditions: readonly Condition[]): readonly Entry[] {
  const people = usePeople();
  const found = useFound(conditions.some(({ field }) => field === "person"));
  return useMemo(() => {
    if (conditions.length === 0) return entries;
    const holds = fits(conditions, namesIn(people));
    return entries.filter((entry) => holds(candidateOf(entry, found.get(entry.id))));
  }, [entries, conditions, people, found]);
}

/** What the typed filters look at in an entry; `found`: who is named in it. */
export function candidateOf(entry: EntryRow, found: readonly string[] | undefined): Candidate {
  const { tags, mood, status, written_at } = entry;
  return { tags, mood, status, people: peopleOf(entry, found), day: localDay(written_at) };
}

function ranked(entries: readonly Entry[], terms: readonly Term[], { ranks, terms: asked }: SearchState) {
  if (terms.length === 0) return entries;
  if (!asked) return [];
  const rank = ({ id }: Entry) => ranks.get(id) ?? 0;
  return entries.filter(({ id }) => ranks.has(id)).sort((a, b) => rank(a) - rank(b));
}
