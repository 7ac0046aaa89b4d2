import { useMemo } from "react";
import { fits, namesIn } from "@/search/conditions";
import { parseQuery } from "@/search/query";
import { matches } from "@/sync/filter";
import { useEntries, useFound, usePeople } from "@/sync/react";
import { type JournalFilter, toEntryFilter } from "./filter";
import { chosenFilters, type Standing, typedFilters } from "./standing";
import { candidateOf, type Hits } from "./useHits";

/** A filter without which something would be found, and how much. */
export interface Relief extends Standing {
  count: number;
}

/** Which of several filters it is worth to take away, where all of them together find nothing. */
export function useReliefs(filter: JournalFilter, { read, search }: Hits): readonly Relief[] {
  const all = useEntries();
  const people = usePeople();
  const found = useFound();
  return useMemo(() => {
    const standing = [...typedFilters(filter), ...chosenFilters(filter, people)];
    if (standing.length < 2) return [];
    const candidates = read.terms.length === 0 ? all : all.filter(({ id }) => search.ranks.has(id));
    const reliefs = standing.map((one) => {
      const holds = fits(parseQuery(one.without.q ?? "").conditions, namesIn(people));
      const chosen = toEntryFilter(one.without);
      const isFound = (entry: (typeof all)[number]) => {
        const named = found.get(entry.id);
        return matches(entry, chosen, named) && holds(candidateOf(entry, named));
      };
      return { ...one, count: candidates.filter(isFound).length };
    });
    return reliefs.filter(({ count }) => count > 0);
  }, [filter, people, all, found, read, search]);
}
