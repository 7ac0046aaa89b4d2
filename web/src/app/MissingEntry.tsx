import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useConnection, useSyncReady } from "@/sync/react";
import { buttonClass } from "@/ui/buttonClass";
import { EmptyState } from "@/ui/EmptyState";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";

/** In place of an entry that is not here: not yet, or not at all. */
export function MissingEntry() {
  const ready = useSyncReady();
  const offline = useConnection().state === "offline";
  if (!ready && !offline) {
    return (
      <Page title={t`Entry`}>
        <Skeleton lines={6} />
      </Page>
    );
  }
  return (
    <Page title={ready ? t`No such entry` : t`Entry`}>
      <EmptyState
        action={
          <Link to="/journal" className={buttonClass()}>
            {t`To the journal`}
          </Link>
        }
      >
        {ready
          ? t`There is no entry here. It may have been deleted.`
          : t`Entries are on the server, and it is out of reach just now. This page opens by itself when it is back.`}
      </EmptyState>
    </Page>
  );
}
