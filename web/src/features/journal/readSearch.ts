import { namesIn } from "@/search/conditions";
import { type Condition, type Part, parseQuery, partsOf, type Term } from "@/search/query";
import { lineOf } from "@/search/tokens";

/** What was understood of a search. */
export interface Read {
  terms: readonly Term[];
  conditions: readonly Condition[];
  /** Filters that were typed and left out, as typed: nobody and nothing is called so, or it is no date. */
  leftOut: readonly string[];
}

/**
 * Reads what was typed. A name at the end that is nobody's is left out rather than find nothing: most likely it is not
 * finished.
 */
export function readSearch(
  text: string,
  people: readonly { id: string; name: string }[],
  tags: readonly string[],
): Read {
  const parts = partsOf(text);
  const last = parts.at(-1);
  const isUnfinished = last !== undefined && !last.closed && !isKnown(last, people, tags);
  const { terms, conditions } = parseQuery(isUnfinished ? text.slice(0, last.start) : text);
  const misread = parts.filter((part) => part.field && parseQuery(text.slice(part.start, part.end)).misread.length > 0);
  const leftOut = new Set([...misread, ...(isUnfinished ? [last] : [])]);
  return { terms, conditions, leftOut: [...leftOut].map(({ start, end }) => text.slice(start, end)) };
}

/** Whether the name in a filter is that of a person or tag; true for everything else. */
function isKnown({ field, value }: Part, people: readonly { id: string; name: string }[], tags: readonly string[]) {
  if (field === "person") return namesIn(people)(value).length > 0;
  return field !== "tag" || tags.some((tag) => lineOf(tag) === lineOf(value));
}
