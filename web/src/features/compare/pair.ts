import type { EntryFields } from "@/sync/mutations";
import { type Entry, useEntry, useOtherVersion } from "@/sync/react";

/** Two texts of one entry: the one it goes on with, and the copy that was kept beside it. */
export interface Pair {
  readonly one: Entry;
  readonly other: Entry;
}

/** The versions of the entry with this id, which may be that of either; none unless there are two. */
export function usePair(id: string): Pair | undefined {
  const entry = useEntry(id);
  const beside = useEntry(useOtherVersion(id) ?? "");
  if (!entry || !beside) return undefined;
  return entry.conflict_of === null ? { one: entry, other: beside } : { one: beside, other: entry };
}

/** Tags an entry can have. */
const MOST_TAGS = 10;

/** What of the copy's fields the entry does not have yet, so that nothing goes with the copy. The title is chosen apart. */
export function fieldsToTakeOver({ one, other }: Pair): EntryFields {
  const tags = union(one.tags, other.tags).slice(0, MOST_TAGS);
  const people = union(one.people, other.people);
  return {
    ...(tags.length > one.tags.length ? { tags } : {}),
    ...(people.length > one.people.length ? { people } : {}),
    ...(one.mood === null && other.mood !== null ? { mood: other.mood } : {}),
    ...(other.private && !one.private ? { private: true } : {}),
  };
}

function union(some: readonly string[], others: readonly string[]): string[] {
  return [...new Set([...some, ...others])];
}
