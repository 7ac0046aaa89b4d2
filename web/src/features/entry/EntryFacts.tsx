import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { formatDay, formatTime } from "@/lib/dates";
import { foundBy, peopleOf } from "@/sync/about";
import { type Entry, usePeople } from "@/sync/react";
import type { AnalysisRow } from "@/sync/rows";
import { MoodMark } from "@/ui/MoodMark";
import { moodWord } from "@/ui/moods";

type Props = { entry: Entry; analysis: AnalysisRow | undefined; withDay: boolean };

/** When an entry was written, how it felt, and who and what it is about. */
export function EntryFacts({ entry, analysis, withDay }: Props) {
  const about = peopleOf(entry, foundBy(entry, analysis));
  const people = usePeople().filter((person) => about.includes(person.id));
  const time = formatTime(entry.written_at);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
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
      {people.map(({ id, name }) => (
        <Link key={id} to="/journal" search={{ person: id }} className="underline-offset-4 hover:underline">
          {name}
        </Link>
      ))}
      {entry.tags.map((tag) => (
        <Link key={tag} to="/journal" search={{ tag }} className="underline-offset-4 hover:underline">
          #{tag}
        </Link>
      ))}
    </div>
  );
}
