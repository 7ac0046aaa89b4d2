import { useMemo } from "react";
import { currentClient } from "@/sync";
import { isAside } from "@/sync/aside";
import { type Change, useOutbox } from "@/sync/react";
import { asTyped } from "@/sync/vid";

type Written = { vid: string; text: string };

/** The change to an entry that was not accepted, unless a later one has been saved over it as the version that `entry` has. */
export function useRefusal(entryId: string, entry: Written | undefined): Change | undefined {
  const refused = useOutbox().not_accepted.filter((change) => change.about === `entry/${entryId}`);
  return refused.findLast((change) => !entry || !isWrittenAfter(entry, change));
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
  if (!isAside(change.reason)) return isLater(entry.vid, change.id);
  const { base_vid, base_text = entry.text } = change;
  const vid = base_vid && currentClient()?.currentVid(base_vid);
  return entry.vid !== vid || entry.text !== base_text;
}

/** Whether the version `a` was made after `b` by the same tab. */
export function isLater(a: string, b: string): boolean {
  const [[clientA, midA], [clientB, midB]] = [asTyped(a).split("."), asTyped(b).split(".")];
  return clientA === clientB && Number(midA) > Number(midB);
}
