import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { CalendarDays } from "lucide-react";
import { useMemo } from "react";
import { EntryList } from "@/app/EntryList";
import { Waiting } from "@/app/Waiting";
import { useEntries, useSyncReady } from "@/sync/react";
import { buttonClass } from "@/ui/buttonClass";
import { EmptyState } from "@/ui/EmptyState";
import { Page } from "@/ui/Page";
import { ActiveFilters } from "./ActiveFilters";
import { FilterPanel } from "./FilterPanel";
import type { JournalFilter } from "./filter";
import { HitList } from "./HitList";
import { howMany } from "./howMany";
import { NoHits } from "./NoHits";
import { SearchField } from "./SearchField";
import { SearchNotes } from "./SearchNotes";
import { tagsOf } from "./tags";
import { type Hits, useHits } from "./useHits";
import { walkHits } from "./walk";

/** Everything that was written, newest first, and ways to narrow it down. */
export function JournalPage({ filter }: { filter: JournalFilter }) {
  const ready = useSyncReady();
  const all = useEntries();
  const hits = useHits(filter);
  const tags = useMemo(() => tagsOf(all), [all]);
  if (ready && all.length === 0) return <Nothing />;
  const isSearched = hits.read.terms.length === 0 || hits.search.terms !== undefined;
  return (
    <Page
      title={t`Journal`}
      lead={ready && isSearched ? <p role="status">{howMany(hits.entries)}</p> : null}
      beside
      actions={
        <Link to="/calendar" className={buttonClass()}>
          <CalendarDays aria-hidden="true" className="size-4" />
          {t`Calendar`}
        </Link>
      }
    >
      <div className="mb-8 flex flex-col gap-3">
        <SearchField filter={filter} tags={tags} />
        <FilterPanel filter={filter} tags={tags} />
        <ActiveFilters filter={filter} />
        <SearchNotes filter={filter} hits={hits} />
      </div>
      {ready || hits.entries.length > 0 ? <Entries filter={filter} hits={hits} /> : <Waiting lines={6} />}
    </Page>
  );
}

function Nothing() {
  return (
    <Page title={t`Journal`}>
      <EmptyState
        action={
          <Link to="/new" className={buttonClass({ look: "primary" })}>
            {t`Write`}
          </Link>
        }
      >
        {t`Nothing written yet. The first line is the hard one.`}
      </EmptyState>
    </Page>
  );
}

function Entries({ filter, hits }: { filter: JournalFilter; hits: Hits }) {
  const { read, entries, search } = hits;
  const { q = "", ...others } = filter;
  if (entries.length === 0) {
    const isOver = read.terms.length === 0 || search.isComplete;
    return isOver ? <NoHits filter={filter} hits={hits} /> : null;
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links in it take the keys; it only listens for them
    <div data-hits="" onKeyDown={walkHits}>
      {read.terms.length > 0 ? (
        // While one types, the list stays and its hits change; another filter begins it anew.
        <HitList key={JSON.stringify(others)} entries={entries} query={q} terms={search.terms ?? read.terms} />
      ) : (
        <EntryList key={JSON.stringify(filter)} entries={entries} />
      )}
    </div>
  );
}
