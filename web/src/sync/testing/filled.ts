/** A store with something of each kind in it, and what it holds as plain values. */

import type { Outgoing } from "../mutations";
import { type Store, snapshotOf } from "../store";

export const AT = "2026-01-01T00:00:00Z";

export const outgoing = (mid: number, text: string): Outgoing => ({
  name: "entry.create@1",
  args: { id: `e${mid}`, text },
  mid,
  at: AT,
  stage: "queued",
});

export async function fill(store: Store): Promise<void> {
  await store.write(async (tx) => {
    const meta = await tx.meta();
    await tx.putRow({ t: "entry", id: "a", rev: 3, d: { text: "a" } });
    await tx.setOutbox([outgoing(9, "nine"), outgoing(10, "ten")]);
    await tx.setRetained([{ ...outgoing(8, "eight"), kept_at: 1, bytes: 2 }]);
    await tx.setNotAccepted([
      { name: "entry.publish@1", args: { id: "a" }, id: "x.1", at: AT, code: "c", detail: "d" },
    ]);
    await tx.setMeta({ ...meta, cookie: 3, epoch: 2, next_mid: 11 });
  });
}

export const held = (store: Store) =>
  JSON.parse(
    JSON.stringify({ ...snapshotOf(store), rows: [...snapshotOf(store).rows].sort(([a], [b]) => (a < b ? -1 : 1)) }),
  );
