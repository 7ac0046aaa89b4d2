/** Changes that the user gives up, and takes up again if they think better of it at once. Pure but for the transaction. */

import { isWithdrawn, type NotAccepted, type Outgoing } from "./mutations";
import { vidOf, withdraw } from "./outbox";
import type { StoreTx } from "./store";

/** A change that was given up: it had been refused, or was never sent. */
export type Discarded =
  | { id: string; refused: NotAccepted }
  | {
      id: string;
      waiting: Outgoing /** What was typed over it, as it was and as it is without it. */;
      followed: Follower[];
    };

type Follower = { before: Outgoing; after: Outgoing };

/** Gives up the change called `id`; answers nothing where that is too late. */
export async function discard(tx: StoreTx, id: string): Promise<Discarded | undefined> {
  const [outbox, meta, refusals] = [await tx.outbox(), await tx.meta(), await tx.notAccepted()];
  const waiting = outbox.find((item) => vidOf(meta.client_id, item.mid) === id);
  const left = waiting && withdraw(outbox, meta, waiting.mid);
  const refused = refusals.find((item) => item.id === id);
  if (!left && !refused) return undefined;
  await tx.setNotAccepted(refusals.filter((item) => item.id !== id));
  await tx.setOutbox(left?.outbox ?? outbox);
  await tx.setMeta({ ...(left?.meta ?? meta), given_up: [...(meta.given_up ?? []), id] });
  if (!left) return refused && { id, refused };
  const followed = outbox.flatMap((before, index) => {
    const after = left.outbox[index];
    return after && after !== before && before !== waiting ? { before, after } : [];
  });
  return { id, waiting, followed };
}

/** Takes it up again. Answers no where its number is used up: then it has to be made anew. */
export async function takeUp(tx: StoreTx, discarded: Discarded): Promise<boolean> {
  const { id } = discarded;
  const [outbox, meta] = [await tx.outbox(), await tx.meta()];
  const { [id]: _, ...renamed } = meta.renamed;
  const given_up = (meta.given_up ?? []).filter((it) => it !== id);
  if ("refused" in discarded) {
    await tx.setNotAccepted([...(await tx.notAccepted()), discarded.refused]);
    await tx.setMeta({ ...meta, given_up });
    return true;
  }
  const { waiting, followed } = discarded;
  const isFree = (item: Outgoing) => item.mid === waiting.mid && item.stage === "queued" && isWithdrawn(item);
  if (vidOf(meta.client_id, waiting.mid) !== id || !outbox.some(isFree)) return false;
  await tx.setMeta({ ...meta, given_up, renamed });
  await tx.setOutbox(outbox.map((item) => (isFree(item) ? waiting : followerOf(item, followed))));
  return true;
}

/** `item` as it was before, unless it has changed since. */
function followerOf(item: Outgoing, followed: readonly Follower[]): Outgoing {
  return followed.find(({ after }) => JSON.stringify(after) === JSON.stringify(item))?.before ?? item;
}
