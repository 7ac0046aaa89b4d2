import { describe, expect, it } from "vitest";
import type { NewMutation, Outgoing } from "./mutations";
import { currentVid, enqueue, nextBatch, overSeen, requeue, vidOf, withdraw, withStage } from "./outbox";
import type { EntryRow } from "./rows";
import type { Meta } from "./store";

const AT = "2026-01-01T00:00:00.000Z";
const META: Meta = { client_id: "c", next_mid: 1, cookie: 0, epoch: 0, renamed: {} };

const create = (text: string): NewMutation => ({ name: "entry.create@1", args: { id: "e", text } });
const edit = (text: string, base_vid: string): Extract<NewMutation, { name: "entry.edit@1" }> => ({
  name: "entry.edit@1",
  args: { id: "e", text },
  base_vid,
});
const title = (title: string, id = "e"): NewMutation => ({ name: "entry.set@2", args: { id, title } });

function queue(...mutations: NewMutation[]): { outbox: readonly Outgoing[]; meta: Meta } {
  return mutations.reduce((state, mutation) => enqueue(state.outbox, state.meta, mutation, { at: AT }), {
    outbox: [] as readonly Outgoing[],
    meta: META,
  });
}

const sent = (outbox: readonly Outgoing[]) => withStage(outbox, "sent", () => true);

describe("enqueue", () => {
  it("numbers from 1 and hands out the next number", () => {
    const { outbox, meta } = queue(create("a"), { name: "entry.publish@1", args: { id: "e" } });
    expect(outbox.map(({ mid, stage }) => [mid, stage])).toEqual([
      [1, "queued"],
      [2, "queued"],
    ]);
    expect(meta.next_mid).toBe(3);
  });

  it("merges what is typed over a text that was never sent", () => {
    const { outbox } = queue(create("a"), edit("ab", "c.1"), title("T"), edit("abc", "c.1"));
    expect(outbox).toHaveLength(1);
    expect(outbox[0]).toMatchObject({ mid: 1, name: "entry.create@1", args: { text: "abc", title: "T" } });
  });

  it("remembers when a new entry was begun, and when its words were typed last", () => {
    const later = (outbox: readonly Outgoing[], mutation: NewMutation, minute: number) =>
      enqueue(outbox, META, mutation, { at: `2026-01-01T00:0${minute}:00.000Z` }).outbox;
    const begun = later(queue(create("a")).outbox, edit("ab", "c.1"), 1);
    const outbox = later(later(begun, edit("abc", "c.1"), 2), title("T"), 3);
    expect(outbox).toMatchObject([{ begun_at: AT, at: "2026-01-01T00:02:00.000Z", args: { text: "abc", title: "T" } }]);
  });

  it("never changes what was sent: the text goes into a new mutation chained to it (R4)", () => {
    const first = queue(create("a"));
    const { outbox } = enqueue(sent(first.outbox), first.meta, edit("ab", "c.1"), { at: AT });
    expect(outbox).toMatchObject([
      { mid: 1, args: { text: "a" } },
      { mid: 2, name: "entry.edit@1", args: { text: "ab" }, base_vid: "c.1" },
    ]);
  });

  it("does not merge a text that was typed over another version", () => {
    expect(queue(edit("mine", "x.1"), edit("other", "x.2")).outbox).toHaveLength(2);
  });

  it("merges nothing that leaves the text before it in the history, and merges what is typed over that", () => {
    const chosen: NewMutation = {
      name: "entry.edit@1",
      args: { id: "e", text: "b", keep_base: true },
      base_vid: "c.1",
    };
    const { outbox } = queue(edit("a", "x.1"), chosen, edit("bc", "c.2"));
    expect(outbox).toMatchObject([
      { mid: 1, args: { text: "a" } },
      { mid: 2, args: { text: "bc", keep_base: true }, base_vid: "c.1" },
    ]);
  });

  it("lets a text that is typed over at once reach the server, and its history", () => {
    const long = "What was written on a whole flight.";
    const { outbox } = queue(create(long), edit("No.", "c.1"), edit("No. Or", "c.2"));
    expect(outbox).toMatchObject([
      { mid: 1, name: "entry.create@1", args: { text: long } },
      { mid: 2, name: "entry.edit@1", args: { text: "No. Or" }, base_vid: "c.1" },
    ]);
  });

  it("merges tags that are added and taken off", () => {
    const tags = (change: object): NewMutation => ({ name: "entry.set@2", args: { id: "e", ...change } });
    const { outbox } = queue(tags({ tags_add: ["a", "b"] }), tags({ tags_add: ["c"], tags_remove: ["a", "d"] }));
    expect(outbox.map(({ args }) => args)).toEqual([{ id: "e", tags_add: ["b", "c"], tags_remove: ["a", "d"] }]);
    const fresh = queue(create("a"), tags({ tags_add: ["a", "b"] }), tags({ tags_remove: ["a"], title: "T" }));
    expect(fresh.outbox.map(({ args }) => args)).toEqual([{ id: "e", text: "a", title: "T", tags: ["b"] }]);
  });

  it("merges a text past fields of the same entry, and fields past nothing: they may belong to the text", () => {
    const mood = (mood: 1 | 2, base_vid: string): NewMutation => {
      return { name: "entry.set@2", args: { id: "e", mood }, base_vid };
    };
    const { outbox } = queue(mood(1, "x.1"), edit("t", "x.1"), mood(2, "c.2"), edit("tt", "c.2"));
    expect(outbox).toMatchObject([
      { args: { mood: 1 }, base_vid: "x.1" },
      { args: { text: "tt" }, base_vid: "x.1" },
      { args: { mood: 2 }, base_vid: "c.2" },
    ]);
    const person: NewMutation = { name: "person.create@1", args: { id: "p", name: "Sam" } };
    const people: NewMutation = { name: "entry.set@2", args: { id: "e", people: ["p"] } };
    expect(queue(title("a"), person, people).outbox.map((item) => item.name)).toEqual([
      "entry.set@2",
      "person.create@1",
      "entry.set@2",
    ]);
  });

  it("merges nothing into what is already finished", () => {
    const publish: NewMutation = { name: "entry.publish@1", args: { id: "e" } };
    expect(queue(create("a"), publish, edit("ab", "c.1")).outbox).toHaveLength(3);
  });
});

describe("overSeen", () => {
  const over = (vid: string, seen: string, held: ReturnType<typeof queue>, row?: { vid: string; text: string }) =>
    overSeen(edit("mine", "shown"), { vid, text: seen }, { ...held, row: row as EntryRow | undefined });

  it("names the version that was seen, as long as it has those words", () => {
    const held = queue(create("a"));
    const mine = { ...edit("mine", "c.1"), args: { id: "e", text: "mine" } };
    expect(over("c.1", "a", held)).toEqual(mine);
    expect(over("c.1", "a", { ...held, outbox: [] }, { vid: "c.1", text: "a" })).toEqual(mine);
    expect(over("x.1", "theirs", held, { vid: "x.2", text: "theirs too" })).toEqual({ ...mine, base_vid: "x.1" });
  });

  it("brings the words that were seen where another tab has gone on from them, or may have", () => {
    const held = queue(create("a"), edit("ab", "c.1"));
    const expected = { base_vid: "c.1", args: { text: "mine", base_text: "a" } };
    expect(over("c.1", "a", held)).toMatchObject(expected);
    expect(over("c.1", "a", { ...held, outbox: sent(held.outbox) })).toMatchObject(expected);
    expect(over("c.1", "a", { ...held, outbox: [] }, { vid: "c.1", text: "ab" })).toMatchObject(expected);
    expect(over("c.1", "a", { ...held, outbox: [] }, { vid: "x.1", text: "theirs" })).toMatchObject(expected);
  });

  it("makes a mutation of its own, which takes up what is typed next", () => {
    const held = queue(create("a"), edit("ab", "c.1"));
    const second = enqueue(held.outbox, held.meta, over("c.1", "a", held), { at: AT });
    expect(second.outbox).toHaveLength(2);
    const third = enqueue(second.outbox, second.meta, edit("mine too", "c.2"), { at: AT });
    expect(third.outbox).toMatchObject([
      { args: { text: "ab" } },
      { args: { text: "mine too", base_text: "a" }, base_vid: "c.1" },
    ]);
  });

  it("follows a version that was numbered again, and brings what one that was given up had said", () => {
    const held = queue(edit("a", "x.1"), edit("ab", "c.1"));
    expect(over("c.1", "a", requeue(held.outbox, held.meta, "new"))).toMatchObject({
      base_vid: "new.1",
      args: { base_text: "a" },
    });
    const left = withdraw(held.outbox, held.meta, 1) ?? held;
    expect(over("c.1", "ab", left)).toEqual({ ...edit("mine", "x.1") });
  });
});

describe("requeue", () => {
  it("renames the outbox, and edits typed over a renamed version follow it", () => {
    const first = queue(create("a"));
    const second = enqueue(sent(first.outbox), first.meta, edit("ab", "c.1"), { at: AT });
    const { outbox, meta } = requeue(sent(second.outbox), second.meta, "new");
    expect(outbox).toMatchObject([
      { mid: 1, stage: "queued" },
      { mid: 2, stage: "queued", base_vid: "new.1" },
    ]);
    expect(meta).toMatchObject({ client_id: "new", next_mid: 3 });
    expect(currentVid(meta, "c.2")).toBe("new.2");
    expect(enqueue(outbox, meta, edit("abc", "c.2"), { at: AT }).outbox[1]).toMatchObject({ args: { text: "abc" } });
  });
});

describe("withdraw", () => {
  it("takes a change back without leaving a gap, and what follows it follows its base", () => {
    const first = queue(edit("one", "x.1"), { name: "entry.publish@1", args: { id: "e" } }, edit("two", "c.1"));
    const left = withdraw(first.outbox, first.meta, 1);
    expect(left?.outbox.map((item) => item.mid)).toEqual([1, 2, 3]);
    expect(left?.outbox[0]).toMatchObject({ name: "preferences.set@1", args: {} });
    expect(left?.outbox[2]).toMatchObject({ base_vid: "x.1" });
    expect(left && currentVid(left.meta, vidOf("c", 1))).toBe("x.1");
  });

  it("lets what was typed over its earlier words follow what it was typed over itself", () => {
    const held = queue(edit("one", "x.1"), edit("one more", "c.1"));
    const seen = { vid: "c.1", text: "one" };
    const late = enqueue(held.outbox, held.meta, overSeen(edit("late", ""), seen, { ...held, row: undefined }), {
      at: AT,
    });
    const left = withdraw(late.outbox, late.meta, 1);
    expect(left?.outbox[1]).toMatchObject({ base_vid: "x.1", args: { text: "late" } });
    expect(left?.outbox[1]?.args).not.toHaveProperty("base_text");
  });

  it("does not touch what was sent", () => {
    const { outbox, meta } = queue(create("a"));
    expect(withdraw(sent(outbox), meta, 1)).toBeUndefined();
  });
});

describe("nextBatch", () => {
  it("takes what was not answered, as many as fit, and always at least one", () => {
    const { outbox } = queue(title("a", "1"), title("b", "2"), title("c", "3"));
    const answered = withStage(outbox, "answered", (item) => item.mid === 1);
    expect(nextBatch(answered, 100, 1_000_000, 0).map((item) => item.mid)).toEqual([2, 3]);
    expect(nextBatch(answered, 1, 1_000_000, 0).map((item) => item.mid)).toEqual([2]);
    expect(nextBatch(answered, 100, 1, 0).map((item) => item.mid)).toEqual([2]);
  });
});
