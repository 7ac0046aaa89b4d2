import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useSyncReady } from "@/sync/react";
import { buttonClass } from "@/ui/buttonClass";
import { EmptyState } from "@/ui/EmptyState";
import { Page } from "@/ui/Page";
import { Waiting } from "./Waiting";

/** In place of an entry that is not here: not yet, or not at all. */
export function MissingEntry() {
  if (!useSyncReady()) {
    return (
      <Page title={t`Entry`}>
        <Waiting lines={6} />
      </Page>
    );
  }
  return (
    <Page title={t`No such entry`}>
      <EmptyState
        action={
          <Link to="/journal" className={buttonClass()}>
            {t`To the journal`}
          </Link>
        }
      >
        {t`There is no entry here. It may have been deleted.`}
      </EmptyState>
    </Page>
  );
}
