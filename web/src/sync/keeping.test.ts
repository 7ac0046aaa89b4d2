import { expect, it } from "vitest";
import { row } from "@/testing/sitting";
import { type Keeping, noteKeeping, strikeKeeping } from "./keeping";
import { MemoryStore } from "./memory";
import { snapshotOf } from "./store";
import { View } from "./view";

const result: Keeping = { one: "e", vid: "c.1", other: { id: "copy", vid: "x.2", title: "" } };

it("takes the mark of two versions off the screen while the result is on its way, and puts it back", async () => {
  const store = new MemoryStore(() => "c");
  const view = new View();
  view.follow(store);
  await store.write(async (tx) => {
    for (const d of [row(), row({ id: "copy", conflict_of: "e", vid: "x.2" })]) {
      await tx.putRow({ t: "entry", id: d.id, rev: 1, d });
    }
  });
  const marks = () => ["e", "copy"].map((id) => [view.entry(id)?.saving, view.isKeeping(id)]);
  const marked = [
    ["conflict", false],
    ["conflict", false],
  ];
  expect(marks()).toEqual(marked);
  await store.write((tx) => noteKeeping(tx, result));
  expect(marks()).toEqual([
    ["saved", true],
    ["saved", true],
  ]);
  await store.write((tx) => strikeKeeping(tx, "e"));
  expect(marks()).toEqual(marked);
});

it("is noted with what is held, once for an entry", async () => {
  const store = new MemoryStore(() => "c");
  await store.write((tx) => noteKeeping(tx, result));
  await store.write((tx) => noteKeeping(tx, { ...result, vid: "c.2" }));
  await store.write((tx) => noteKeeping(tx, { ...result, one: "another" }));
  const kept = snapshotOf(new MemoryStore(() => "d", snapshotOf(store))).meta.keeping;
  expect(kept).toMatchObject([
    { one: "e", vid: "c.2" },
    { one: "another", vid: "c.1" },
  ]);
});
