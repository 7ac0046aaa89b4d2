import { type Change, useOutbox } from "@/sync/react";
import { asTyped } from "@/sync/vid";

/** The change to an entry that the server has refused, unless a later one has been saved over it as the version `vid`. */
export function useRefusal(entryId: string, vid: string | undefined): Change | undefined {
  const refused = useOutbox().not_accepted.filter((change) => change.about === `entry/${entryId}`);
  return refused.findLast((change) => !vid || !isLater(vid, change.id));
}

/** Whether the version `a` was made after `b` by the same tab. */
export function isLater(a: string, b: string): boolean {
  const [[clientA, midA], [clientB, midB]] = [asTyped(a).split("."), asTyped(b).split(".")];
  return clientA === clientB && Number(midA) > Number(midB);
}
