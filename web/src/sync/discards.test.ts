import { beforeEach, expect, it } from "vitest";
import { discard, isIncluded, takeUp, takeUpOrAgain } from "./discards";
import { MemoryStore } from "./memory";
import type { NewMutation, Outgoing, Seen } from "./mutations";
import { enqueue, overSeen, withStage } from "./outbox";
import { takeNewName } from "./settle";
import { snapshotOf } from "./store";
import { held } from "./testing/filled";

const AT = "2026-01-01T00:00:00Z";
let store: MemoryStore;

beforeEach(() => {
  store = new MemoryStore(() => "c");
});

const queue = (...mutations: NewMutation[]) =>
  store.write(async (tx) => {
    for (const mutation of mutations) {
      const { outbox, meta } = enqueue(await tx.outbox(), await tx.meta(), mutation, { at: AT });
      await tx.setOutbox(outbox);
      await tx.setMeta(meta);
    }
  });

const send = (mid: number) =>
  store.write(async (tx) => tx.setOutbox(withStage(await tx.outbox(), "sent", (item) => item.mid <= mid)));

/** Two texts, of which the second was typed over the first. */
async function twoTexts(): Promise<void> {
  const first: NewMutation = { name: "entry.edit@1", args: { id: "e", text: "First." }, base_vid: "x.1" };
  await queue(first, { name: "entry.publish@1", args: { id: "e" } });
  const { outbox, meta } = snapshotOf(store);
  const edit = { name: "entry.edit@1", args: { id: "e", text: "Something else." } } as const;
  await queue(overSeen(edit, { vid: "c.1", text: "First." }, { outbox, meta, row: undefined }));
}

it("puts a change back where it was, and what was typed over it", async () => {
  await twoTexts();
  const before = held(store);
  const discarded = await store.write((tx) => discard(tx, "c.1"));
  expect(snapshotOf(store).outbox).toMatchObject([{ args: {} }, { mid: 2 }, { base_vid: "x.1" }]);
  if (!discarded) throw new Error("it was waiting");
  expect(await store.write((tx) => takeUp(tx, discarded))).toBe(true);
  expect(held(store)).toEqual({ ...before, meta: { ...before.meta, given_up: [] } });
});

it("leaves alone what was typed since", async () => {
  await twoTexts();
  const discarded = await store.write((tx) => discard(tx, "c.1"));
  const change = (item: Outgoing): Outgoing =>
    item.name === "entry.edit@1" ? { ...item, args: { ...item.args, text: "Newer." } } : item;
  await store.write(async (tx) => tx.setOutbox((await tx.outbox()).map(change)));
  if (!discarded) throw new Error("it was waiting");
  await store.write((tx) => takeUp(tx, discarded));
  expect(snapshotOf(store).outbox).toMatchObject([{ base_vid: "x.1" }, {}, { args: { text: "Newer." } }]);
});

it("has what was typed on meanwhile, over its words, go on from it", async () => {
  const typeOver = async (text: string, seen: Seen) => {
    const edit = { name: "entry.edit@1", args: { id: "e", text } } as const;
    const { outbox, meta } = snapshotOf(store);
    await queue(overSeen(edit, seen, { outbox, meta, row: undefined }));
  };
  await typeOver("Base. First.", { vid: "x.1", text: "Base." });
  const discarded = await store.write((tx) => discard(tx, "c.1"));
  await typeOver("Base. First. Second.", { vid: "c.1", text: "Base. First." });
  expect(snapshotOf(store).outbox[1]).toMatchObject({ base_vid: "x.1" });
  if (!discarded) throw new Error("it was waiting");
  await store.write((tx) => takeUp(tx, discarded));
  expect(snapshotOf(store).outbox).toMatchObject([{ base_vid: "x.1" }, { base_vid: "c.1" }]);
});

it("leaves what was typed over the version before it where it is", async () => {
  const over = (text: string): NewMutation => ({ name: "entry.edit@1", args: { id: "e", text }, base_vid: "x.1" });
  await queue(over("Base. First."));
  const discarded = await store.write((tx) => discard(tx, "c.1"));
  await queue(over("Base. Other."));
  if (!discarded) throw new Error("it was waiting");
  await store.write((tx) => takeUp(tx, discarded));
  expect(snapshotOf(store).outbox).toMatchObject([{ base_vid: "x.1" }, { base_vid: "x.1" }]);
});

it("leaves the text of another entry where it is, though it has the same words", async () => {
  const edit = (id: string, text: string): NewMutation => ({ name: "entry.edit@1", args: { id, text } });
  await queue(edit("e", "First."));
  const discarded = await store.write((tx) => discard(tx, "c.1"));
  await queue(edit("f", "First. Second."));
  if (!discarded) throw new Error("it was waiting");
  await store.write((tx) => takeUp(tx, discarded));
  expect(snapshotOf(store).outbox[1]?.base_vid).toBeUndefined();
});

it("tells whether a text that was taken up too late is a part of what there is", async () => {
  const edit = (id: string, text: string): NewMutation => ({ name: "entry.edit@1", args: { id, text } });
  const isThere = (text: string) => {
    const waiting: Outgoing = { ...edit("e", text), mid: 1, at: AT, stage: "queued" };
    return store.write((tx) => isIncluded(tx, { id: "c.1", waiting, typedOver: "", followed: [] }));
  };
  await queue(edit("e", "First. Second."), edit("f", "Other. Second."));
  expect([await isThere("First."), await isThere("Other.")]).toEqual([true, false]);
  const d = { vid: "x.2", text: "On the server, and more." };
  await store.write((tx) => tx.putRow({ t: "entry", id: "e", rev: 1, d }));
  expect(await isThere("On the server,")).toBe(false);
  await store.write((tx) => tx.setOutbox([]));
  expect(await isThere("On the server,")).toBe(true);
});

it.each([
  ["the server had before", 0],
  ["was sent before", 1],
])("does not take a text for a part of what %s, from which it took words away", async (_, sentBefore) => {
  const over = (text: string, base_vid: string): NewMutation => ({
    name: "entry.edit@1",
    args: { id: "e", text, keep_base: true },
    base_vid,
  });
  await store.write((tx) => tx.putRow({ t: "entry", id: "e", rev: 1, d: { vid: "x.1", text: "A secret." } }));
  if (sentBefore > 0) await queue(over("A secret, kept.", "x.1"));
  await queue(over("A.", sentBefore > 0 ? "c.1" : "x.1"));
  const discarded = await store.write((tx) => discard(tx, `c.${sentBefore + 1}`));
  if (!discarded || !("waiting" in discarded)) throw new Error("it was waiting");
  // Its number has arrived; what was sent before is still under way.
  await store.write(async (tx) => tx.setOutbox((await tx.outbox()).slice(0, sentBefore)));
  expect(await store.write((tx) => takeUp(tx, discarded))).toBe(false);
  expect(await store.write((tx) => isIncluded(tx, discarded))).toBe(false);
});

it("does not take a text for a part of an older one with which the server was restored", async () => {
  const edit: NewMutation = { name: "entry.edit@1", args: { id: "e", text: "A." }, base_vid: "x.2" };
  await store.write((tx) => tx.putRow({ t: "entry", id: "e", rev: 2, d: { vid: "x.2", text: "A secret." } }));
  await queue(edit);
  const discarded = await store.write((tx) => discard(tx, "c.1"));
  if (!discarded || !("waiting" in discarded)) throw new Error("it was waiting");
  // Its number was sent; then the server began a new epoch with what it had before.
  await send(1);
  await store.write((tx) => tx.putRow({ t: "entry", id: "e", rev: 9, d: { vid: "x.1", text: "A secret. More." } }));
  await store.write((tx) => takeUpOrAgain(tx, discarded, 0));
  expect(snapshotOf(store).outbox).toMatchObject([{ args: {} }, { mid: 2, ...edit }]);
});

it("does not take a text for a part of what it was typed over when both have got new names", async () => {
  const over = (text: string, base_vid: string): NewMutation => {
    return { name: "entry.edit@1", args: { id: "e", text, keep_base: true }, base_vid };
  };
  await queue(over("A secret.", "x.1"), over("A.", "c.1"));
  const discarded = await store.write((tx) => discard(tx, "c.2"));
  if (!discarded) throw new Error("it was waiting");
  // Where the journal goes on, nothing is known of the names of before.
  await store.write(async (tx) => {
    await takeNewName(tx, "d");
    await tx.setMeta({ ...(await tx.meta()), renamed: {} });
  });
  await store.write((tx) => takeUpOrAgain(tx, discarded, 0));
  const texts = snapshotOf(store).outbox.map(({ args }) => ("text" in args ? args.text : ""));
  expect(texts).toEqual(["A secret.", "", "A."]);
});

it("cannot where its number is used up, or when it is under way already", async () => {
  await twoTexts();
  const discarded = await store.write((tx) => discard(tx, "c.1"));
  await send(1);
  if (!discarded) throw new Error("it was waiting");
  expect(await store.write((tx) => takeUp(tx, discarded))).toBe(false);
  await send(2);
  expect(await store.write((tx) => discard(tx, "c.2"))).toBeUndefined();
});

it("brings a refused change back, too", async () => {
  const refused = { name: "entry.publish@1", args: { id: "e" }, id: "c.9", at: AT, code: "c", detail: "d" } as const;
  await store.write((tx) => tx.setNotAccepted([refused]));
  const discarded = await store.write((tx) => discard(tx, "c.9"));
  expect(snapshotOf(store).not_accepted).toEqual([]);
  if (!discarded) throw new Error("it was refused");
  await store.write((tx) => takeUp(tx, discarded));
  expect(snapshotOf(store)).toMatchObject({ not_accepted: [refused], meta: { given_up: [] } });
});

it("puts nothing into what is left of a change that was given up", async () => {
  const choice: NewMutation = { name: "preferences.set@1", args: { country: "NZ" } };
  await queue({ name: "entry.publish@1", args: { id: "e" } });
  await store.write((tx) => discard(tx, "c.1"));
  await queue(choice);
  expect(snapshotOf(store).outbox).toMatchObject([
    { mid: 1, args: {} },
    { mid: 2, args: choice.args },
  ]);
  await store.write((tx) => discard(tx, "c.1"));
  expect(snapshotOf(store).outbox[1]).toMatchObject({ mid: 2, args: choice.args });
});
