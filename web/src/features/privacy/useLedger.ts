import { useMemo, useRef } from "react";
import { type Disclosure, type DisclosureFilter, fetchDisclosures } from "@/api/disclosures";
import { useRecovery } from "@/app/served";
import { type Loaded, Resource, useResource } from "@/lib/resource";
import { useConnection, useCookie } from "@/sync/react";

interface Rows {
  readonly items: readonly Disclosure[];
  readonly hasMore: boolean;
}

/** What has been sent, as far as it was asked for. */
export interface LoadedLedger extends Loaded<Rows> {
  readonly isOffline: boolean;
  reload(): void;
}

/** The first `pages` pages of the ledger, asked anew whenever something has changed. What was there stays meanwhile. */
export function useLedger({ provider, purpose, from }: DisclosureFilter, pages: number): LoadedLedger {
  const resource = useMemo(
    () => new Resource(() => load({ provider, purpose, from }, pages)),
    [provider, purpose, from, pages],
  );
  const { state } = useConnection();
  const isConnected = state === "up_to_date" || state === "sending";
  const loaded = useResource(resource, `${useCookie()} ${isConnected}`);
  useRecovery(resource, loaded);
  const before = useRef<Rows>(undefined);
  if (loaded.data !== undefined) before.current = loaded.data;
  const data = loaded.data ?? before.current;
  return {
    ...(data === undefined ? {} : { data }),
    ...(loaded.error === undefined ? {} : { error: loaded.error }),
    isOffline: state === "offline",
    reload: () => void resource.reload(),
  };
}

async function load(filter: DisclosureFilter, pages: number): Promise<Rows> {
  const items: Disclosure[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < pages; page += 1) {
    const { items: more, next_cursor: next } = await fetchDisclosures(filter, cursor);
    items.push(...more);
    cursor = next;
    if (cursor === null) break;
  }
  return { items, hasMore: cursor !== null };
}
