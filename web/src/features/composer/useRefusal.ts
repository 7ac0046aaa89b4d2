import { useMemo } from "react";
import { canGoOn } from "@/app/canGoOn";
import { isAside } from "@/sync/aside";
import { type Change, useOutbox } from "@/sync/react";
import { isLater } from "./ownVersions";

type Written = { vid: string; text: string };

/** The change to an entry that was not accepted, unless a later one has been saved over it as the version that `entry` has. */
export function useRefusal(entryId: string, entry: Written | undefined): Change | undefined {
  const refused = useOutbox().not_accepted.filter((change) => change.about === `entry/${entryId}`);
  return refused.findLast((change) => !entry || !isWrittenAfter(entry, change));
}

/** The words of an entry that were set aside in an earlier sitting and can be gone on with, by the name of their change. */
export function useFound(entryId: string, entry: Written | undefined): string | undefined {
  const { not_accepted } = useOutbox();
  return not_accepted.findLast((change) => change.about === `entry/${entryId}` && canGoOn(change, entry))?.id;
}

/**
 * The changes to an entry that the server has refused, by the names of the versions that they would have written. Words that
 * were set aside were never sent, and are no version.
 */
export function useRefused(entryId: string): readonly string[] {
  const { not_accepted } = useOutbox();
  return useMemo(
    () => not_accepted.filter((it) => it.about === `entry/${entryId}` && !isAside(it.reason)).map(({ id }) => id),
    [not_accepted, entryId],
  );
}

/** One that was set aside is no version: it stands until what it was typed over has changed, by its name or its words. */
function isWrittenAfter(entry: Written, change: Change): boolean {
  return isAside(change.reason) ? !canGoOn(change, entry) : isLater(entry.vid, change.id);
}
