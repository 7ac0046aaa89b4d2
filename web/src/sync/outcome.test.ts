import { beforeEach, expect, it } from "vitest";
import { row } from "@/testing/sitting";
import { MemoryStore } from "./memory";
import type { NewMutation } from "./mutations";
import { enqueue, requeue } from "./outbox";
import { type Outcome, outcomeOf } from "./outcome";
import type { EntryRow } from "./rows";
import { undoRejected } from "./settle";
import { View } from "./view";

const edit: NewMutation = { name: "entry.edit@1", args: { id: "e", text: "mine" }, base_vid: "x.1" };

let store: MemoryStore;
let view: View;
let outcome: Outcome | undefined;
let left: AbortController;

/** The entry is edited, and somebody waits for what becomes of that. */
beforeEach(async () => {
  store = new MemoryStore(() => "c");
  view = new View();
  view.follow(store);
  await hold(row());
  await store.write(async (tx) => {
    const { outbox, meta } = enqueue([], await tx.meta(), edit, { at: "2026-01-01T00:00:00Z" });
    await tx.setOutbox(outbox);
    await tx.setMeta({ ...meta, epoch: 1 });
  });
  outcome = undefined;
  left = new AbortController();
  void outcomeOf(view, "e", "c.1", left.signal).then((it) => {
    outcome = it;
  });
});

let rev = 0;
const hold = (...rows: EntryRow[]) =>
  store.write(async (tx) => {
    rev += 1;
    for (const d of rows) await tx.putRow({ t: "entry", id: d.id, rev, d });
  });

const answer = (...rows: EntryRow[]) =>
  store.write(async (tx) => {
    rev += 1;
    for (const d of rows) await tx.putRow({ t: "entry", id: d.id, rev, d });
    await tx.setOutbox([]);
  });

it("is open as long as the server has not answered", async () => {
  await hold(row({ title: "from elsewhere" }));
  expect(outcome).toBeUndefined();
  await answer(row({ vid: "c.1", text: "mine" }));
  expect(outcome).toBe("kept");
});

it("is open as long as rows are missing, which may tell another story", async () => {
  await store.write(async (tx) => tx.setMeta({ ...(await tx.meta()), epoch: 0 }));
  await store.write((tx) => tx.setOutbox([]));
  expect(outcome).toBeUndefined();
  await hold(row({ id: "copy", conflict_of: "e", vid: "c.1", text: "mine" }));
  await store.write(async (tx) => tx.setMeta({ ...(await tx.meta()), epoch: 1 }));
  expect(outcome).toBe("beside");
});

it("is that the text was kept when it was merged, or written on elsewhere since", async () => {
  await answer(row({ vid: "c.1m5e", text: "mine and theirs" }));
  expect(outcome).toBe("kept");
  expect(await outcomeOf(view, "e", "a version before", left.signal)).toBe("kept");
});

it("is a text beside the entry when it became a copy, by whatever name it went at last", async () => {
  await store.write(async (tx) => {
    const queued = requeue(await tx.outbox(), await tx.meta(), "d");
    await tx.setOutbox(queued.outbox);
    await tx.setMeta(queued.meta);
  });
  await answer(row({ vid: "x.2", text: "theirs" }), row({ id: "copy", vid: "d.1", text: "mine", conflict_of: "e" }));
  expect(outcome).toBe("beside");
});

it("is a refusal when the server would not have it", async () => {
  await store.write((tx) => undoRejected(tx, [{ mid: 1, status: "rejected", code: "invalid_field", detail: "no" }]));
  expect(outcome).toBe("refused");
});

it("is no longer looked for when the journal is held elsewhere", async () => {
  const known = outcomeOf(view, "e", "c.1", left.signal);
  left.abort();
  expect(await known).toBeUndefined();
});
