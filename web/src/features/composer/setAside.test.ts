import { beforeEach, describe, expect, it } from "vitest";
import type { NewMutation } from "@/sync/mutations";
import { settled } from "@/sync/testing/clock";
import { row, Sitting } from "@/testing/sitting";
import { MAX_TEXT } from "./limits";

let sitting: Sitting;

describe("words that are too many, on one's own device", () => {
  const long = "x".repeat(MAX_TEXT + 1);
  const texts = () => [...sitting.asides.values()].map((it) => (it as { aside: NewMutation }).aside.args);

  beforeEach(() => {
    sitting = new Sitting();
    sitting.isKept = true;
  });

  it("are kept while they are typed, as one change, until they are saved", async () => {
    const editing = sitting.open();
    editing.type(long);
    expect(editing.state.aside).toBe(false);
    await sitting.clock.advance(400);
    expect(texts()).toMatchObject([{ id: "e", text: long }]);
    expect(editing.state.aside).toBe(true);
    editing.type(`${long}!`);
    await sitting.clock.advance(400);
    expect(texts()).toMatchObject([{ text: `${long}!` }]);
    expect(sitting.written).toEqual([]);
    editing.type(long.slice(1));
    await sitting.clock.advance(400);
    expect(sitting.written).toEqual([{ create: { id: "e", text: long.slice(1) } }]);
    expect(texts()).toEqual([]);
    expect(editing.state.aside).toBe(false);
  });

  it("stay at hand where a great piece is taken away from them, which is gone on without", async () => {
    const editing = sitting.open(row());
    editing.type(long);
    await sitting.clock.advance(400);
    editing.type("y".repeat(MAX_TEXT + 1));
    await sitting.clock.advance(400);
    expect(texts()).toMatchObject([{ text: long }, { text: "y".repeat(MAX_TEXT + 1) }]);
    editing.type("before");
    await sitting.clock.advance(400);
    expect([...sitting.asides.values()]).toMatchObject([
      { aside: { args: { text: long } } },
      { aside: { args: { text: "y".repeat(MAX_TEXT + 1) } } },
    ]);
    for (const it of sitting.asides.values()) expect(it).not.toHaveProperty("aside.base_vid");
    expect(sitting.written).toEqual([]);
  });

  it("are gone on with by a later sitting, under a name of its own", async () => {
    for (const id of ["earlier", "other"]) sitting.asides.set(id, {});
    const editing = sitting.open(row());
    editing.goOn({ id: "earlier", text: long, title: "", why: "too many" }, {});
    expect(editing.unsaved).toBe("");
    expect(editing.state).toMatchObject({ over: 1, aside: true });
    editing.type(`${long}!`);
    await sitting.clock.advance(400);
    expect([...sitting.asides.keys()]).toEqual(["other", expect.any(String)]);
  });

  it("are not kept when they are thrown away before they were an entry", async () => {
    const editing = sitting.open();
    editing.type(long);
    await editing.save();
    editing.abandon();
    await settled();
    expect(texts()).toEqual([]);
  });
});
