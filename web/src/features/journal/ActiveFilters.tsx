import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { dayToDate, formatShort } from "@/lib/dates";
import { usePeople } from "@/sync/react";
import { moodWord } from "@/ui/moods";
import { type JournalFilter, withFilter } from "./filter";

/** The filters that stand, each with a link that takes it away. The words are in their field, and go from there. */
export function ActiveFilters({ filter }: { filter: JournalFilter }) {
  const people = usePeople();
  const words: Record<Exclude<keyof JournalFilter, "q">, string | undefined> = {
    person: filter.person && (people.find((person) => person.id === filter.person)?.name ?? t`Someone deleted`),
    tag: filter.tag && `#${filter.tag}`,
    mood: filter.mood && moodWord(filter.mood),
    status: filter.status && (filter.status === "draft" ? t`Drafts` : t`Finished`),
    from: filter.from && t`from ${formatShort(dayToDate(filter.from))}`,
    to: filter.to && t`until ${formatShort(dayToDate(filter.to))}`,
  };
  const standing = Object.entries(words).filter((pair): pair is [keyof typeof words, string] => Boolean(pair[1]));
  if (standing.length === 0) return null;
  return (
    <ul aria-label={t`Filters`} className="flex flex-wrap items-center gap-2">
      {standing.map(([key, word]) => (
        <li key={key}>
          <Link
            to="/journal"
            search={withFilter(filter, { [key]: undefined })}
            resetScroll={false}
            aria-label={t`Remove filter ${word}`}
            className="inline-flex min-h-8 items-center gap-1.5 rounded-full bg-accent px-3 text-sm text-on-accent no-underline pointer-coarse:min-h-11"
          >
            {word}
            <X aria-hidden="true" className="size-3.5" />
          </Link>
        </li>
      ))}
      {standing.length > 1 || filter.q ? (
        <li>
          <Link to="/journal" resetScroll={false} className="px-2 text-sm text-ink-2 underline underline-offset-4">
            {t`Clear all`}
          </Link>
        </li>
      ) : null}
    </ul>
  );
}
