import { t } from "@lingui/core/macro";
import { useMemo, useState } from "react";
import { EntryItem } from "@/app/EntryItem";
import { placesOf, snippetOf } from "@/search/places";
import type { Term } from "@/search/query";
import type { Entry } from "@/sync/react";
import { Button } from "@/ui/Button";
import { Marked } from "@/ui/Marked";

/** Hits drawn at once. */
const PAGE = 30;

type Props = {
  entries: readonly Entry[];
  /** What was searched for: as it was typed, and as it was understood. */
  query: string;
  terms: readonly Term[];
};

/** What was found, the best first, each with the words around it. */
export function HitList({ entries, query, terms }: Props) {
  const [shown, setShown] = useState(PAGE);
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col gap-3">
        {entries.slice(0, shown).map((entry) => (
          <li key={entry.id}>
            <Hit entry={entry} query={query} terms={terms} />
          </li>
        ))}
      </ul>
      {shown < entries.length ? (
        <Button onClick={() => setShown(shown + PAGE)} className="self-start">
          {t`Show more`}
        </Button>
      ) : null}
    </div>
  );
}

function Hit({ entry, query, terms }: { entry: Entry; query: string; terms: readonly Term[] }) {
  const { text } = entry;
  const snippet = useMemo(() => snippetOf(text, terms), [text, terms]);
  const found = {
    query,
    excerpt: (
      <>
        {snippet.start > 0 ? "… " : ""}
        <Marked text={text} places={snippet.places} piece={snippet} />
        {snippet.end < text.length ? " …" : ""}
      </>
    ),
    mark: (words: string) => <Marked text={words} places={placesOf(words, terms)} />,
  };
  return <EntryItem entry={entry} date="day" found={found} />;
}
