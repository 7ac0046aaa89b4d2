import { t } from "@lingui/core/macro";
import { dayToDate, formatShort } from "@/lib/dates";
import { parseQuery, partsOf } from "@/search/query";
import { moodWord } from "@/ui/moods";
import { type JournalFilter, withFilter } from "./filter";

/** A filter that stands, in words, and the journal without it. */
export interface Standing {
  /** Tells it from the others, of which one may have the same words: a person and a tag. */
  key: string;
  word: string;
  without: JournalFilter;
}

/** The filters that were chosen, in the order in which they are shown. */
export function chosenFilters(filter: JournalFilter, people: readonly { id: string; name: string }[]): Standing[] {
  const words: Record<Exclude<keyof JournalFilter, "q">, string | undefined> = {
    person: filter.person && (people.find((person) => person.id === filter.person)?.name ?? t`Someone deleted`),
    tag: filter.tag && `#${filter.tag}`,
    mood: filter.mood && moodWord(filter.mood),
    status: filter.status && (filter.status === "draft" ? t`Drafts` : t`Finished`),
    from: filter.from && t`from ${formatShort(dayToDate(filter.from))}`,
    to: filter.to && t`until ${formatShort(dayToDate(filter.to))}`,
  };
  return Object.entries(words).flatMap(([key, word]) =>
    word ? [{ key, word, without: withFilter(filter, { [key]: undefined }) }] : [],
  );
}

/** The filters that were typed, as typed. */
export function typedFilters(filter: JournalFilter): Standing[] {
  const { q = "" } = filter;
  return partsOf(q).flatMap(({ field, start, end }) => {
    const word = q.slice(start, end);
    if (!field || parseQuery(word).misread.length > 0) return [];
    const rest = `${q.slice(0, start).trimEnd()} ${q.slice(end).trimStart()}`.trim();
    return [{ key: `q ${start}`, word, without: withFilter(filter, { q: rest || undefined }) }];
  });
}
