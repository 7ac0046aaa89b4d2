import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { Consents } from "@/api/consents";
import type { DisclosureFilter } from "@/api/disclosures";
import { Unreachable } from "@/api/problem";
import { Outage } from "@/app/Outage";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { Skeleton } from "@/ui/Skeleton";
import { Days } from "./Days";
import { DisclosureSheet } from "./DisclosureSheet";
import { Export } from "./Export";
import { Filters } from "./Filters";
import { type LoadedLedger, useLedger } from "./useLedger";

/** What has left this server, day by day. */
export function Ledger({ consents }: { consents: Consents | undefined }) {
  const [filter, setFilter] = useState<DisclosureFilter>({});
  const [pages, setPages] = useState(1);
  const ledger = useLedger(filter, pages);
  const [opened, setOpened] = useState<string>();
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const isUnused = ledger.data?.items.length === 0 && !isFiltered;

  function choose(next: DisclosureFilter): void {
    setFilter(next);
    setPages(1);
  }

  return (
    <section aria-labelledby="ledger" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0 flex-[1_1_16rem]">
          <h2 id="ledger" className="font-serif text-xl">
            {t`What has left`}
          </h2>
          <p className="mt-1 max-w-measure text-ink-2">
            {t`Every request to a model is written down here before it is sent, word for word.`}
          </p>
        </div>
        {isUnused ? null : <Export />}
      </div>
      <LedgerState {...ledger} />
      {isUnused ? (
        <EmptyState>{t`Nothing has ever left this server.`}</EmptyState>
      ) : (
        <Filters filter={filter} consents={consents} onChange={choose} />
      )}
      {isFiltered && ledger.data?.items.length === 0 ? (
        <EmptyState action={<Button onClick={() => choose({})}>{t`Show everything`}</Button>}>
          {t`Nothing like that was sent.`}
        </EmptyState>
      ) : null}
      <Days items={ledger.data?.items ?? []} onOpen={setOpened} />
      {ledger.data?.hasMore ? (
        <Button className="self-center" onClick={() => setPages(pages + 1)}>
          {t`Show earlier`}
        </Button>
      ) : null}
      {opened ? <DisclosureSheet id={opened} onClose={() => setOpened(undefined)} /> : null}
    </section>
  );
}

/** In place of the ledger while it is not here, and above it when it cannot be read anew. */
function LedgerState({ data, error, isOffline, reload }: LoadedLedger) {
  const failure = error ?? (isOffline ? new Unreachable("offline") : undefined);
  if (failure === undefined) return data === undefined ? <Skeleton lines={4} /> : null;
  const note = data === undefined ? undefined : t`More may have been sent by now.`;
  return <Outage error={failure} note={note} onRetry={reload} />;
}
