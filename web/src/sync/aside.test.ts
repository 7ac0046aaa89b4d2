import { expect, it } from "vitest";
import { setAside } from "./aside";
import { discard, takeUp } from "./discards";
import { queue } from "./engine";
import { MemoryStore } from "./memory";
import type { NewMutation } from "./mutations";
import { snapshotOf } from "./store";

const at = "2026-01-01T00:00:00Z";
const edit = (text: string): NewMutation => ({ name: "entry.edit@1", args: { id: "e", text }, base_vid: "x.1" });
const setting: NewMutation = { name: "preferences.set@1", args: { country: "NZ" } };
const made = { id: "aside", at, detail: "1 character too many." };

it("keeps a change that is not sent, and uses up no number for it", async () => {
  const store = new MemoryStore(() => "c");
  await store.write((tx) => setAside(tx, edit("too many"), made));
  expect(await store.write((tx) => queue(tx, edit("fewer"), { at }))).toBe("c.1");
  const { outbox, not_accepted } = snapshotOf(store);
  expect(outbox).toMatchObject([{ mid: 1, args: { text: "fewer" } }]);
  expect(not_accepted).toEqual([{ ...edit("too many"), ...made, code: "unsendable" }]);
});

it("takes the place of one that has its name", async () => {
  const store = new MemoryStore(() => "c");
  await store.write((tx) => setAside(tx, edit("too many"), made));
  const discarded = await store.write((tx) => discard(tx, "aside"));
  await store.write((tx) => setAside(tx, edit("too many"), made));
  await store.write((tx) => setAside(tx, edit("even more"), made));
  if (!discarded) throw new Error("it was there");
  await store.write((tx) => takeUp(tx, discarded));
  expect(snapshotOf(store).not_accepted).toMatchObject([{ args: { text: "even more" } }]);
});

it("can be discarded, and taken up again as it was, beside any other change", async () => {
  const store = new MemoryStore(() => "c");
  await store.write((tx) => setAside(tx, edit("too many"), made));
  const choice = await store.write((tx) => queue(tx, setting, { at }));
  const before = snapshotOf(store);
  await store.write((tx) => discard(tx, choice));
  expect(snapshotOf(store)).toMatchObject({ not_accepted: before.not_accepted, outbox: [{ args: {} }] });
  const discarded = await store.write((tx) => discard(tx, "aside"));
  expect(snapshotOf(store).not_accepted).toEqual([]);
  if (!discarded) throw new Error("it was there");
  expect(await store.write((tx) => takeUp(tx, discarded))).toBe(true);
  expect(snapshotOf(store).not_accepted).toEqual(before.not_accepted);
});
