/** What the server's answers do to the store. Each runs inside one transaction (R8). */

import type { NotAccepted, Outgoing } from "./mutations";
import { inPlaceOf, requeue, vidOf, withStage } from "./outbox";
import type { Frame, MutationResult } from "./protocol";
import { asSent, retain } from "./retention";
import { isNewer } from "./rules";
import type { Staging } from "./staging";
import type { StoreTx } from "./store";

/** Takes over a complete pull: rows, position, and the end of every mutation that it covers. */
export async function applyDelta(tx: StoreTx, staging: Staging, last: Frame<"delta">, now: number): Promise<void> {
  if (staging.replaces) await tx.clearRows();
  for (const row of staging.rows) {
    if (!isNewer(row, await tx.row(row.t, row.id))) continue;
    if (row.op === "del") await tx.deleteRow(row.t, row.id);
    else await tx.putRow({ t: row.t, id: row.id, rev: row.rev, d: row.d });
  }
  await tx.setMeta({ ...(await tx.meta()), ...staging.position });
  const outbox = await tx.outbox();
  // One that was not answered stays: if it took effect, its repetition is answered, and if it was another browser's under
  // the same client id, that is found out (R5).
  const arrived = outbox.filter((item) => item.mid <= last.last_mid && item.stage === "answered");
  if (arrived.length > 0) {
    await tx.setOutbox(outbox.filter((item) => !arrived.includes(item)));
    await tx.setRetained(retain(await tx.retained(), arrived, now));
  }
  if (staging.replaces) await bringBack(tx, last.last_mid + 1);
}

/** The server knows nothing from `from` on, although it once did: that is sent again, ahead of everything else. */
export async function bringBack(tx: StoreTx, from: number): Promise<void> {
  const retained = await tx.retained();
  const again = retained.filter((item) => item.mid >= from).map(asSent);
  const waiting = withStage(await tx.outbox(), "sent", (item) => item.stage === "answered" && item.mid >= from);
  await tx.setOutbox(again.length > 0 ? [...again, ...waiting] : waiting);
  if (again.length > 0) await tx.setRetained(retained.filter((item) => item.mid < from));
}

/**
 * Moves what the server refused out of the outbox, so that the screen shows it undone; its text stays at hand (R6).
 * What was typed over a refused version follows the version before it.
 */
export async function undoRejected(tx: StoreTx, results: readonly MutationResult[]): Promise<void> {
  const rejected = new Map(results.filter((it) => it.status === "rejected").map((it) => [it.mid, it]));
  const outbox = await tx.outbox();
  const refused = outbox.filter((item) => rejected.has(item.mid));
  if (refused.length === 0) return;
  const meta = await tx.meta();
  const renamed = { ...meta.renamed };
  const gone = new Map<string, Outgoing>();
  const kept: NotAccepted[] = [];
  for (const item of refused) {
    const { mid, stage: _, ...mutation } = item;
    const id = vidOf(meta.client_id, mid);
    const { code, detail } = rejected.get(mid) ?? {};
    kept.push({ ...mutation, id, code: code ?? "rejected", detail: detail ?? "" });
    const moved = followed(item, gone);
    if (!moved.base_vid) continue;
    gone.set(id, moved);
    renamed[id] = moved.base_vid;
  }
  await tx.setMeta({ ...meta, renamed });
  await tx.setNotAccepted([...(await tx.notAccepted()), ...kept]);
  const left = outbox.filter((item) => !rejected.has(item.mid));
  await tx.setOutbox(left.map((item) => (item.stage === "queued" ? followed(item, gone) : item)));
}

function followed(item: Outgoing, gone: ReadonlyMap<string, Outgoing>): Outgoing {
  const before = item.base_vid && gone.get(item.base_vid);
  return before ? inPlaceOf(before, item) : item;
}

/** Takes a new name and numbers the outbox again: what was written under the old name can no longer be told apart (R5). */
export async function takeNewName(tx: StoreTx, client_id: string): Promise<void> {
  const queued = requeue(await tx.outbox(), await tx.meta(), client_id);
  await tx.setMeta(queued.meta);
  await tx.setOutbox(queued.outbox);
  await tx.setRetained([]);
}

/** Without its rows the journal is one that has yet to be pulled. */
export async function forgetRows(tx: StoreTx): Promise<void> {
  await tx.clearRows();
  await tx.setMeta({ ...(await tx.meta()), cookie: 0, epoch: 0 });
}
