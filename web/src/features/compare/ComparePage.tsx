import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { MissingEntry } from "@/app/MissingEntry";
import { Waiting } from "@/app/Waiting";
import { useEntry, useIsKeeping, useSyncReady } from "@/sync/react";
import { buttonClass } from "@/ui/buttonClass";
import { EmptyState } from "@/ui/EmptyState";
import { Page } from "@/ui/Page";
import { Comparison } from "./Comparison";
import { KeepingPage } from "./KeepingPage";
import { usePair } from "./pair";

/** Where an entry that was kept twice becomes one again. `entryId` is that of either version. */
export function ComparePage({ entryId }: { entryId: string }) {
  const entry = useEntry(entryId);
  const pair = usePair(entryId);
  const isKeeping = useIsKeeping(entryId);
  const ready = useSyncReady();
  if (!entry) return <MissingEntry />;
  if (!pair) return ready ? <OnlyVersion entryId={entryId} /> : <OtherOnItsWay />;
  if (isKeeping) return <KeepingPage entryId={pair.one.id} />;
  return <Comparison key={`${pair.one.id} ${pair.other.id}`} pair={pair} />;
}

function OtherOnItsWay() {
  return (
    <Page title={t`Two versions`}>
      <Waiting lines={6} />
    </Page>
  );
}

function OnlyVersion({ entryId }: { entryId: string }) {
  return (
    <Page title={t`One version`}>
      <EmptyState
        action={
          <Link to="/e/$id" params={{ id: entryId }} className={buttonClass()}>
            {t`To the entry`}
          </Link>
        }
      >
        {t`There is only one version of this entry. Nothing has to be chosen.`}
      </EmptyState>
    </Page>
  );
}
