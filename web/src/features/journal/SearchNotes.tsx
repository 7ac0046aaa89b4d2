import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { retrySearch } from "@/search/react";
import { useSyncReady } from "@/sync/react";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { LINK } from "@/ui/link";
import { type JournalFilter, withFilter } from "./filter";
import { KNOWN_FILTERS, unknownFilters } from "./unknown";
import type { Hits } from "./useHits";

/** What to know about a search: that it could not start, that it has not seen everything, that something was left out. */
export function SearchNotes({ filter, hits: { read, search, entries } }: { filter: JournalFilter; hits: Hits }) {
  const ready = useSyncReady();
  const leftOut = read.leftOut.join(", ");
  const isSearching = read.terms.length > 0;
  if (isSearching && search.hasFailed) {
    return (
      <Banner
        kind="warn"
        announce
        action={
          <Button size="small" onClick={retrySearch}>
            {t`Try again`}
          </Button>
        }
      >
        {t`The search could not be loaded.`}
      </Banner>
    );
  }
  return (
    <>
      {entries.length === 0 && search.isComplete ? <UnknownFilters filter={filter} /> : null}
      {leftOut ? <Note>{t`Left out, because nothing is called so or it is not complete: ${leftOut}`}</Note> : null}
      {isSearching && !ready ? (
        <Note>{t`Your journal is still on its way; more may be found.`}</Note>
      ) : isSearching && !search.isComplete ? (
        <Note>{t`Still looking through your journal.`}</Note>
      ) : null}
    </>
  );
}

/** Where words that look like filters find nothing: that they are none, and which ones there are. */
function UnknownFilters({ filter }: { filter: JournalFilter }) {
  return unknownFilters(filter.q ?? "").map(({ typed, meant }) => (
    <Note key={typed}>
      {t`There is no filter “${typed}”, so these words were looked for.`}{" "}
      {meant ? (
        <Link to="/journal" search={withFilter(filter, { q: meant.q })} resetScroll={false} className={LINK}>
          {t`Search for ${meant.typed}`}
        </Link>
      ) : (
        t`The filters are ${KNOWN_FILTERS}.`
      )}
    </Note>
  ));
}

function Note({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="text-sm text-ink-2 [overflow-wrap:anywhere]">
      {children}
    </p>
  );
}
