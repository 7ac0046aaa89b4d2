import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { formatDay, formatTime } from "@/lib/dates";
import { foundBy } from "@/sync/about";
import { finderOf } from "@/sync/names";
import { type Entry, usePeople } from "@/sync/react";
import type { AnalysisRow, PersonRow } from "@/sync/rows";
import { LINK } from "@/ui/link";
import { MoodMark } from "@/ui/MoodMark";
import { moodWord } from "@/ui/moods";

type Props = { entry: Entry; analysis: AnalysisRow | undefined; withDay: boolean };

/** When an entry was written, how it felt, and who and what it is about. */
export function EntryFacts({ entry, analysis, withDay }: Props) {
  const everyone = usePeople();
  const found = foundBy(entry, analysis, finderOf(everyone));
  const about = everyone.filter(({ id }) => entry.people.includes(id));
  const named = everyone.filter(({ id }) => found.includes(id) && !entry.people.includes(id));
  const time = formatTime(entry.written_at);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 pointer-coarse:gap-y-0 pointer-coarse:leading-11">
      <time dateTime={entry.written_at}>{withDay ? `${formatDay(entry.written_at)}, ${time}` : time}</time>
      {entry.mood === null ? null : (
        <span className="inline-flex items-center gap-1.5">
          <MoodMark mood={entry.mood} className="size-4" />
          {moodWord(entry.mood)}
        </span>
      )}
      {entry.private ? (
        <span className="inline-flex items-center gap-1.5">
          <Lock aria-hidden="true" className="size-3.5" />
          {t`Kept from AI`}
        </span>
      ) : null}
      <People word={t`About`} people={about} />
      <People word={t`Names`} people={named} />
      {entry.tags.map((tag) => (
        <span key={tag}>
          <Link to="/journal" search={{ tag }} className={`${LINK} not-hover:no-underline`}>
            #{tag}
          </Link>
        </span>
      ))}
    </div>
  );
}

/** "About Mira and Jonas", each a link to what was written of them. */
function People({ word, people }: { word: string; people: readonly PersonRow[] }) {
  if (people.length === 0) return null;
  return (
    <span>
      {word}{" "}
      {people.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 ? ", " : ""}
          <Link to="/people/$id" params={{ id }} className={LINK}>
            {name}
          </Link>
        </span>
      ))}
    </span>
  );
}
