import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { Lock, Users } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/lib/cx";
import { formatShort, formatTime } from "@/lib/dates";
import { excerptOf } from "./excerpt";
import { MoodMark } from "./MoodMark";
import { type Mood, moodWord } from "./moods";
import { type Status, StatusMark } from "./StatusMark";
import { statusWord } from "./statusWord";

type Props = {
  id: string;
  title: string;
  /** The text, or the beginning of it. */
  text: string;
  writtenAt: string;
  mood: Mood | null;
  draft: boolean;
  private: boolean;
  status?: Status | undefined;
  /** Names of the people it is about. */
  people?: readonly string[];
  tags?: readonly string[];
  /** `time` where the day is said elsewhere. */
  date?: "time" | "day";
  /** What a search found, and how to show it. */
  found?: Found | undefined;
};

/** How an entry shows that it was found. */
export type Found = {
  /** What was searched for: the entry marks it, too. */
  query: string;
  /** The piece of the text that shows it best. */
  excerpt: ReactNode;
  /** Marks it in a title, name or tag. */
  mark: (text: string) => ReactNode;
};

/** Names that are written out. */
const MOST_NAMES = 3;

/** An entry in a list. The whole card is the link; a draft goes on in the composer. */
export function EntryCard({
  id,
  title,
  text,
  writtenAt,
  mood,
  draft,
  status,
  people = [],
  tags = [],
  date = "time",
  found,
  ...rest
}: Props) {
  const mark = found?.mark ?? ((words: string) => words);
  // What was found is shown with its marks, which only the page for reading has.
  const target =
    draft && !found
      ? ({ to: "/e/$id/edit", params: { id } } as const)
      : ({ to: "/e/$id", params: { id }, search: found ? { find: found.query } : {} } as const);
  return (
    <Link
      {...target}
      viewTransition
      className="block rounded-card border border-line bg-surface p-4 no-underline transition-colors hover:border-control tablet:px-6 tablet:py-5"
    >
      {title ? <span className="mb-1 block font-serif text-xl">{mark(title)}</span> : null}
      <span className={cx("max-w-measure font-serif text-lg", found ? "block" : "line-clamp-3 whitespace-pre-line")}>
        {found ? found.excerpt : excerptOf(text)}
      </span>
      <span className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-2">
        <time dateTime={writtenAt}>{date === "time" ? formatTime(writtenAt) : formatShort(writtenAt)}</time>
        {draft ? <span className="rounded-full border border-control px-2">{t`Draft`}</span> : null}
        {mood === null ? null : (
          <span className="inline-flex items-center gap-1.5">
            <MoodMark mood={mood} className="size-4" />
            {moodWord(mood)}
          </span>
        )}
        {rest.private ? (
          <span className="inline-flex items-center gap-1.5">
            <Lock aria-hidden="true" className="size-3.5" />
            {t`Kept from AI`}
          </span>
        ) : null}
        {status ? (
          <span className="inline-flex items-center gap-1.5">
            <StatusMark status={status} className="size-3.5" />
            {statusWord(status)}
          </span>
        ) : null}
        {people.length > 0 ? (
          <span className="inline-flex min-w-0 items-center gap-1.5">
            <Users aria-hidden="true" className="size-3.5 shrink-0" />
            <span className="min-w-0">{mark(namesOf(people))}</span>
          </span>
        ) : null}
        {tags.map((tag) => (
          <span key={tag}>#{mark(tag)}</span>
        ))}
      </span>
    </Link>
  );
}

/** "Mira, Jonas, Priya and 2 more" */
function namesOf(people: readonly string[]): string {
  const names = people.slice(0, MOST_NAMES).join(", ");
  const more = people.length - MOST_NAMES;
  return more > 0 ? t`${names} and ${more} more` : names;
}
