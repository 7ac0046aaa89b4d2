import { entryStatus } from "@/lib/entryStatus";
import { foundBy, peopleOf } from "@/sync/about";
import { finderOf } from "@/sync/names";
import { type Entry, useAnalysis, usePeople } from "@/sync/react";
import { EntryCard, type Found } from "@/ui/EntryCard";

type Props = {
  entry: Entry;
  /** `time` where the day is said elsewhere. */
  date?: "time" | "day";
  found?: Found | undefined;
};

/** An entry of the journal as a card, followed live. */
export function EntryItem({ entry, date = "time", found }: Props) {
  const analysis = useAnalysis(entry.id);
  const everyone = usePeople();
  const about = peopleOf(entry, foundBy(entry, analysis, finderOf(everyone)));
  const people = everyone.filter(({ id }) => about.includes(id));
  return (
    <EntryCard
      id={entry.id}
      title={entry.title}
      text={entry.text}
      writtenAt={entry.written_at}
      mood={entry.mood}
      draft={entry.status === "draft"}
      private={entry.private}
      status={entryStatus(entry, analysis)}
      people={people.map(({ name }) => name)}
      tags={entry.tags}
      date={date}
      found={found}
    />
  );
}
