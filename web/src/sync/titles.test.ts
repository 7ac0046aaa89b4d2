import { describe, expect, it } from "vitest";
import type { MutationArgs, NewMutation, Outgoing } from "./mutations";
import { enqueue, overSeen, withdraw, withStage } from "./outbox";
import type { Meta } from "./store";

const AT = "2026-01-01T00:00:00.000Z";
const META: Meta = { client_id: "c", next_mid: 1, cookie: 0, epoch: 0, renamed: {} };

type Edit = Extract<NewMutation, { name: "entry.edit@1" }>;

const edit = (text: string, base_vid: string, titles: Partial<MutationArgs["entry.edit@1"]> = {}): Edit => {
  return { name: "entry.edit@1", args: { id: "e", text, ...titles }, base_vid };
};
const set = (base_vid: string, fields: object): NewMutation => {
  return { name: "entry.set@2", args: { id: "e", ...fields }, base_vid };
};
const other: NewMutation = { name: "entry.create@1", args: { id: "f", text: "other" } };

interface Held {
  outbox: readonly Outgoing[];
  meta: Meta;
}

const add = (held: Held, ...mutations: NewMutation[]): Held =>
  mutations.reduce(({ outbox, meta }, mutation) => enqueue(outbox, meta, mutation, { at: AT }), held);
const queue = (...mutations: NewMutation[]) => add({ outbox: [], meta: META }, ...mutations);
const bare = ({ outbox }: Held) => outbox.map(({ name, args, base_vid, mid }) => ({ name, args, base_vid, mid }));

describe("a title and the text it was typed with", () => {
  const together = [{ ...edit("mine", "x.1", { title: "T" }), mid: 1 }];

  it("are one mutation while both wait, whichever came first", () => {
    const [first, then] = [edit("mine", "x.1", { base_title: "before" }), set("x.1", { title: "T" })];
    const titleFirst = queue(then, first);
    expect(bare(titleFirst)).toEqual(together);
    expect(titleFirst.meta.next_mid).toBe(2);
    expect(bare(queue(first, set("c.1", { title: "T" })))).toEqual(together);
  });

  it("stay one when either is gone on with", () => {
    const more = queue(edit("mine", "x.1"), set("c.1", { title: "T" }), edit("mine too", "c.1", { base_title: "T" }));
    expect(bare(more)).toEqual([{ ...edit("mine too", "x.1", { title: "T" }), mid: 1 }]);
    expect(bare(add(more, set("c.1", { title: "T2" })))).toEqual([
      { ...edit("mine too", "x.1", { title: "T2" }), mid: 1 },
    ]);
  });

  it("find each other past changes to other rows, and use up every number", () => {
    expect(bare(queue(set("x.1", { title: "T" }), other, edit("mine", "x.1")))).toMatchObject([
      { name: "preferences.set@1", args: {}, mid: 1 },
      { ...other, mid: 2 },
      { ...edit("mine", "x.1", { title: "T" }), mid: 3 },
    ]);
    expect(bare(queue(edit("mine", "x.1"), other, set("c.1", { title: "T" })))).toMatchObject([...together, other]);
  });

  it("are the last title and the text, where several wait that could not be made one", () => {
    const held = queue(set("x.1", { title: "A" }), other, set("x.1", { title: "B" }), edit("mine", "x.1"));
    expect(bare(held).filter(({ args }) => "title" in args)).toMatchObject([edit("mine", "x.1", { title: "B" })]);
  });

  it("take no number that something discarded has had", () => {
    const held = queue(set("x.1", { title: "T" }), {
      name: "entry.set@2",
      args: { id: "f", mood: 2 },
      base_vid: "y.1",
    });
    const left = withdraw(held.outbox, held.meta, 2) ?? held;
    expect(bare(add(left, edit("mine", "x.1")))).toMatchObject([{ mid: 1 }, { mid: 2 }, { mid: 3, base_vid: "x.1" }]);
  });

  it("leave the other fields where they are", () => {
    const held = queue(set("x.1", { title: "T", mood: 3 }), edit("mine", "x.1"), set("c.2", { title: "T2", mood: 4 }));
    expect(bare(held)).toMatchObject([
      { args: { id: "e", mood: 3 } },
      { args: { text: "mine", title: "T2" } },
      { args: { id: "e", mood: 4 }, base_vid: "c.2" },
    ]);
    expect(held.outbox[0]?.args).not.toHaveProperty("title");
  });

  it("are two once either was sent (R4), the title over the text's version", () => {
    const sent = ({ outbox, meta }: Held): Held => ({ outbox: withStage(outbox, "sent", () => true), meta });
    expect(bare(add(sent(queue(edit("mine", "x.1"))), set("c.1", { title: "T" })))).toMatchObject([
      edit("mine", "x.1"),
      set("c.1", { title: "T" }),
    ]);
    expect(bare(add(sent(queue(set("x.1", { title: "T" }))), edit("mine", "x.1")))).toHaveLength(2);
  });

  it("are two where the title was typed over another text", () => {
    expect(bare(queue(edit("one", "x.1"), edit("two", "x.1"), set("c.1", { title: "T" })))).toMatchObject([
      { args: { text: "one", title: "T" } },
      { args: { text: "two" } },
    ]);
    expect(bare(queue(set("x.2", { title: "T" }), edit("mine", "x.1")))).toHaveLength(2);
  });
});

it("a title that was seen goes with the text that is typed under it, unless it was changed", () => {
  const held = { outbox: [], meta: META, row: undefined };
  const seen = { vid: "x.1", text: "before", title: "before" };
  expect(overSeen(edit("mine", ""), seen, held).args).toMatchObject({ base_title: "before" });
  expect(overSeen(edit("mine", "", { title: "T" }), seen, held).args).not.toHaveProperty("base_title");
});
