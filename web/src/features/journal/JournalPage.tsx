import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { EntryList } from "@/app/EntryList";
import { Waiting } from "@/app/Waiting";
import { useEntries, useSyncReady } from "@/sync/react";
import { buttonClass } from "@/ui/buttonClass";
import { EmptyState } from "@/ui/EmptyState";
import { Page } from "@/ui/Page";
import { ActiveFilters } from "./ActiveFilters";
import { FilterPanel } from "./FilterPanel";
import { type JournalFilter, toEntryFilter } from "./filter";
import { howMany } from "./howMany";
import { SearchField } from "./SearchField";

/** Everything that was written, newest first, and ways to narrow it down. */
export function JournalPage({ filter }: { filter: JournalFilter }) {
  const ready = useSyncReady();
  const all = useEntries();
  const entries = useEntries(toEntryFilter(filter));
  if (!ready) {
    return (
      <Page title={t`Journal`}>
        <Waiting lines={6} />
      </Page>
    );
  }
  if (all.length === 0) {
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
  const filtered = Object.keys(filter).length > 0;
  const count = howMany(entries);
  return (
    <Page title={t`Journal`} lead={<p role="status">{count}</p>}>
      <div className="mb-8 flex flex-col gap-3">
        <SearchField filter={filter} />
        <FilterPanel filter={filter} entries={all} />
        {filtered ? <ActiveFilters filter={filter} /> : null}
      </div>
      {entries.length > 0 ? (
        <EntryList entries={entries} key={JSON.stringify(filter)} />
      ) : (
        <EmptyState
          action={
            <Link to="/journal" className={buttonClass()}>
              {t`Show all entries`}
            </Link>
          }
        >
          {filter.q ? t`No entry has “${filter.q}”.` : t`No entry fits these filters.`}
        </EmptyState>
      )}
    </Page>
  );
}
