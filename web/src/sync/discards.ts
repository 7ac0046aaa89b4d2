/** Changes that the user gives up, and takes up again if they think better of it at once. Pure but for the transaction. */

import { queue } from "./engine";
import { goesOn } from "./going-on";
import { isWithdrawn, type NewMutation, type NotAccepted, type Outgoing } from "./mutations";
import { vidOf, withdraw } from "./outbox";
import type { EntryRow } from "./rows";
import { mayMerge } from "./rules";
import type { StoreTx } from "./store";

/** A change that was given up: it had been refused, or was never sent. */
export type Discarded = { id: string; refused: NotAccepted } | Unqueued;

interface Unqueued {
  id: string;
  waiting: Outgoing;
  /** The text that it was typed over, if that is known. */
  typedOver: string | undefined;
  /** What was typed over it, as it was and as it is without it. */
  followed: Follower[];
}

type Follower = { before: Outgoing; after: Outgoing };

/** Gives up the change called `id`; answers nothing where that is too late. */
export async function discard(tx: StoreTx, id: string): Promise<Discarded | undefined> {
  const [outbox, meta, refusals] = [await tx.outbox(), await tx.meta(), await tx.notAccepted()];
  const refused = refusals.find((item) => item.id === id);
  const waiting = outbox.find((item) => vidOf(meta.client_id, item.mid) === id);
  const left = waiting && withdraw(outbox, meta, waiting.mid);
  if (!left && !refused) return undefined;
  const typedOver = waiting && (await textUnder(tx, waiting));
  await tx.setNotAccepted(refusals.filter((item) => item.id !== id));
  await tx.setOutbox(left?.outbox ?? outbox);
  await tx.setMeta({ ...(left?.meta ?? meta), given_up: [...(meta.given_up ?? []), id] });
  if (!left) return refused && { id, refused };
  const followed = outbox.flatMap((before, index) => {
    const after = left.outbox[index];
    return after && after !== before && before !== waiting ? { before, after } : [];
  });
  return { id, waiting, typedOver, followed };
}

/** Takes it up again. Answers no where its number is used up: then it has to be made anew, unless it is {@link isIncluded}. */
export async function takeUp(tx: StoreTx, discarded: Discarded): Promise<boolean> {
  const { id } = discarded;
  const [outbox, meta] = [await tx.outbox(), await tx.meta()];
  const { [id]: _, ...renamed } = meta.renamed;
  const given_up = (meta.given_up ?? []).filter((it) => it !== id);
  if ("refused" in discarded) {
    const others = await tx.notAccepted();
    // Words that are set aside may have been gone on with since, under the same id.
    if (!others.some((item) => item.id === id)) await tx.setNotAccepted([...others, discarded.refused]);
    await tx.setMeta({ ...meta, given_up });
    return true;
  }
  const { waiting } = discarded;
  const isFree = (item: Outgoing) => item.mid === waiting.mid && item.stage === "queued" && isWithdrawn(item);
  if (vidOf(meta.client_id, waiting.mid) !== id || !outbox.some(isFree)) return false;
  await tx.setMeta({ ...meta, given_up, renamed });
  await tx.setOutbox(outbox.map((item) => (isFree(item) ? waiting : over(item, discarded))));
  return true;
}

/** Takes it up, or makes it anew. */
export async function takeUpOrAgain(tx: StoreTx, discarded: Discarded, now: number): Promise<void> {
  if ((await takeUp(tx, discarded)) || !("waiting" in discarded)) return;
  if (!(await isIncluded(tx, discarded))) await again(tx, discarded.waiting, now);
}

/** Makes a change anew, under a number of its own. */
export async function again(tx: StoreTx, { name, args, base_vid }: NewMutation, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  await queue(tx, { name, args, ...(base_vid ? { base_vid } : {}) } as NewMutation, { at });
}

/** Whether `next` is `before` with something put into one place. */
const addsTo = (before: string, next: string): boolean => goesOn(before, next, 0);

/**
 * Whether a text that was taken up too late is a part by now of what waits, or of what the server has. What took words away
 * is no part of a text that has them: that may be the one it was typed over with more in it, also after the journal was
 * moved or the server restored, when the names of versions tell nothing of their order.
 */
export async function isIncluded(tx: StoreTx, { waiting, typedOver }: Unqueued): Promise<boolean> {
  const { name, args } = waiting;
  if (name !== "entry.edit@1" || args.title !== undefined || typedOver === undefined) return false;
  // While something is on its way, the server's text is of before that.
  const row = (await tx.row("entry", args.id))?.d as EntryRow | undefined;
  const last = (await tx.outbox()).findLast((item) => item.name === name && item.args.id === args.id);
  const text = last && "text" in last.args ? last.args.text : row?.text;
  if (text === undefined || !addsTo(args.text, text)) return false;
  return addsTo(typedOver, args.text) || !addsTo(typedOver, text);
}

/** The text that a change was typed over; nothing where that is not known. */
async function textUnder(tx: StoreTx, { name, args, base_vid }: Outgoing): Promise<string | undefined> {
  if (name !== "entry.edit@1" || base_vid === undefined) return "";
  if (args.base_text !== undefined) return args.base_text;
  const { client_id } = await tx.meta();
  const before = (await tx.outbox()).find((item) => vidOf(client_id, item.mid) === base_vid)?.args;
  const row = (await tx.row("entry", args.id))?.d as EntryRow | undefined;
  return before && "text" in before ? before.text : row?.vid === base_vid ? row.text : undefined;
}

/**
 * `item` as it was before, unless it has changed since. What was typed meanwhile over the words of the discarded text
 * goes on from that: over the version before it, the server would take these words for twice typed.
 */
function over(item: Outgoing, { id, waiting, followed }: Unqueued): Outgoing {
  const before = followed.find(({ after }) => JSON.stringify(after) === JSON.stringify(item))?.before;
  return before ?? (isAddedTo(waiting, item) ? { ...item, base_vid: id } : item);
}

function isAddedTo(waiting: Outgoing, item: Outgoing): boolean {
  if (waiting.name !== "entry.edit@1" || item.name !== "entry.edit@1" || !mayMerge(item)) return false;
  if (item.args.id !== waiting.args.id) return false;
  const isOverSame = item.base_vid === waiting.base_vid && item.args.base_text === undefined;
  return isOverSame && item.mid > waiting.mid && addsTo(waiting.args.text, item.args.text);
}
