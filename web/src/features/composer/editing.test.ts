import { beforeEach, describe, expect, it } from "vitest";
import { settled } from "@/sync/testing/clock";
import { row, Sitting } from "@/testing/sitting";
import { MAX_TEXT } from "./limits";

let sitting: Sitting;

beforeEach(() => {
  sitting = new Sitting();
});

const fresh = () => sitting.open();
const existing = () => sitting.open(row());

describe("saving", () => {
  it("stores after a pause of 400 ms, and has that sent 2 s after the last key", async () => {
    const editing = fresh();
    editing.type("a");
    await sitting.clock.advance(300);
    editing.type("ab");
    await sitting.clock.advance(399);
    expect(sitting.written).toEqual([]);
    expect(editing.state).toMatchObject({ dirty: true, created: false });
    await sitting.clock.advance(1);
    expect(sitting.written).toEqual([{ create: { id: "e", text: "ab" } }]);
    expect(sitting.waits).toEqual([1_600]);
    expect(editing.state).toMatchObject({ dirty: false, created: true });
  });

  it("does not wait for ever for someone who does not pause: at most 2 s to store, 10 s to send", async () => {
    const editing = fresh();
    const stored: number[] = [];
    const dues: number[] = [];
    const began = sitting.clock.now();
    for (let key = 1; key <= 150; key += 1) {
      editing.type("a".repeat(key));
      await sitting.clock.advance(100);
      while (stored.length < sitting.waits.length) {
        stored.push(sitting.clock.now() - began);
        dues.push(sitting.clock.now() - began + (sitting.waits[dues.length] ?? 0));
      }
    }
    expect(stored.slice(0, 7)).toEqual([2_000, 3_700, 5_400, 7_100, 8_800, 9_800, 11_800]);
    expect(dues.slice(3, 6)).toEqual([9_000, 10_000, 10_000]);
  });

  it("tells that words are not stored until the journal has them", async () => {
    let arrive: (vid: string) => void = () => undefined;
    sitting.journal.editEntry = () =>
      new Promise((resolve) => {
        arrive = resolve;
      });
    const editing = existing();
    editing.type("before and");
    await sitting.clock.advance(400);
    expect(editing.state).toMatchObject({ dirty: false, storing: true });
    arrive("mine.1");
    await settled();
    expect(editing.state).toMatchObject({ dirty: false, storing: false });
  });

  it("is asked for by who leaves: what is stored waits no longer", async () => {
    const editing = fresh();
    editing.type("a");
    await sitting.clock.advance(400);
    expect(sitting.waits).toEqual([1_600]);
    await editing.save();
    expect(sitting.waits).toEqual([undefined]);
    editing.type("ab");
    await editing.save();
    expect(sitting.waits).toEqual([undefined, undefined]);
    await sitting.clock.advance(10_000);
    expect(sitting.written).toHaveLength(2);
  });

  it("names the words that it cannot save: a text that is too long, a title alone", async () => {
    const editing = existing();
    const long = "x".repeat(MAX_TEXT + 1);
    editing.type(long);
    editing.typeTitle("Storm");
    await editing.save();
    expect(sitting.written).toMatchObject([{ set: { title: "Storm" } }]);
    expect(editing.unsaved).toBe(long);
    editing.type(" ");
    await editing.save();
    expect(editing.unsaved).toBe("");
    const alone = fresh();
    alone.typeTitle("Storm");
    await alone.save();
    expect(alone.unsaved).toBe("Storm");
    alone.abandon();
    expect(alone.unsaved).toBe("");
  });

  it("has what was not stored saved again, and until then does not take it for saved", async () => {
    const { journal } = sitting;
    const { createEntry, editEntry, setEntry } = journal;
    const fail = () => Promise.reject(new Error("no room"));
    Object.assign(journal, { createEntry: fail, editEntry: fail, setEntry: fail });
    const editing = fresh();
    editing.type("a");
    await expect(editing.save()).rejects.toThrow("no room");
    expect(editing.unsaved).toBe("a");
    expect(editing.state).toMatchObject({ dirty: true, created: false });
    Object.assign(journal, { createEntry });
    await editing.save();
    expect(editing.unsaved).toBe("");
    editing.typeTitle("T");
    await expect(editing.save()).rejects.toThrow("no room");
    editing.type("ab");
    await expect(editing.save()).rejects.toThrow("no room");
    expect(editing.unsaved).toBe("T\n\nab");
    Object.assign(journal, { editEntry, setEntry });
    await editing.save();
    expect(editing.unsaved).toBe("");
    expect(editing.state.dirty).toBe(false);
    expect(sitting.written).toEqual([
      { create: { id: "e", text: "a" } },
      { edit: { id: "e", text: "ab", title: "T", seen: { vid: "mine.1", text: "a", title: "" } } },
    ]);
  });

  it("names the words that the journal has not stored yet", async () => {
    let arrive: (vid: string) => void = () => undefined;
    sitting.journal.editEntry = () =>
      new Promise((resolve) => {
        arrive = resolve;
      });
    const editing = existing();
    editing.type("after");
    const saved = editing.save();
    await settled();
    expect(editing.unsaved).toBe("after");
    arrive("mine.1");
    await saved;
    expect(editing.unsaved).toBe("");
  });

  it("puts words that it cannot save among what was not accepted, once", async () => {
    const long = "x".repeat(MAX_TEXT + 1);
    const editing = existing();
    editing.type(long);
    await Promise.all([editing.setAside("too many"), editing.setAside("too many")]);
    await editing.setAside("too many");
    const edit = { name: "entry.edit@1", args: { id: "e", text: long, base_text: "before" }, base_vid: "x.1" };
    expect([...sitting.asides.values()]).toEqual([{ aside: edit, why: "too many" }]);
    expect(editing.unsaved).toBe("");
    editing.type(`${long}!`);
    expect(editing.unsaved).toBe(`${long}!`);
    sitting.asides.clear();
    const alone = fresh();
    await alone.setAside("none");
    alone.typeTitle("Storm");
    alone.set({ mood: 2 });
    await alone.setAside("none");
    const create = { name: "entry.create@1", args: { id: "e", text: "", title: "Storm", mood: 2 } };
    expect([...sitting.asides.values()]).toEqual([{ aside: create, why: "none" }]);
  });

  it("chains every version to the one it was typed over, even when one save overtakes another", async () => {
    let arrive: (vid: string) => void = () => undefined;
    sitting.journal.createEntry = (args) => {
      sitting.written.push({ create: args });
      return new Promise((resolve) => {
        arrive = resolve;
      });
    };
    const editing = fresh();
    editing.type("a");
    const first = editing.save();
    await settled();
    editing.type("ab");
    const second = editing.save();
    await settled();
    arrive("first.1");
    await Promise.all([first, second]);
    editing.type("abc");
    await editing.save();
    expect(sitting.written).toEqual([
      { create: { id: "e", text: "a" } },
      { edit: { id: "e", text: "ab", seen: { vid: "first.1", text: "a", title: "" } } },
      { edit: { id: "e", text: "abc", seen: { vid: "mine.1", text: "ab", title: "" } } },
    ]);
  });

  it("takes along what was chosen before there were words, and afterwards keeps each choice at once", async () => {
    const editing = fresh();
    editing.set({ mood: 4 });
    editing.set({ tags: ["us"] });
    expect(sitting.written).toEqual([]);
    editing.typeTitle("Sunday");
    editing.type("words");
    await editing.save();
    expect(sitting.written).toEqual([{ create: { id: "e", text: "words", mood: 4, tags: ["us"], title: "Sunday" } }]);
    editing.set({ mood: null });
    expect(sitting.written.at(-1)).toEqual({ set: { id: "e", mood: null, seen: { vid: "mine.1" } } });
  });

  it("saves a title by itself, and nothing when nothing has changed", async () => {
    const editing = existing();
    editing.typeTitle("T");
    await editing.save();
    await editing.save();
    expect(sitting.written).toEqual([{ set: { id: "e", title: "T", seen: { vid: "x.1" } } }]);
  });

  it("saves a title that was changed with the text together with it, and the one it stood under before", async () => {
    const editing = existing();
    editing.typeTitle("T");
    editing.type("ab");
    await editing.save();
    editing.type("abc");
    await editing.save();
    expect(sitting.written).toEqual([
      { edit: { id: "e", text: "ab", title: "T", seen: { vid: "x.1", text: "before", title: "" } } },
      { edit: { id: "e", text: "abc", seen: { vid: "mine.1", text: "ab", title: "T" } } },
    ]);
  });

  it("keeps back what the server would refuse", async () => {
    const editing = existing();
    for (const text of ["  ", "a".repeat(MAX_TEXT + 2)]) {
      editing.type(text);
      await editing.save();
    }
    expect(sitting.written).toEqual([]);
    expect(editing.state).toMatchObject({ dirty: true, over: 2, blank: false });
    editing.type("😀".repeat(MAX_TEXT));
    expect(editing.state.over).toBe(0);
  });

  it("saves a new title over an emptied text, which is kept as it was", async () => {
    const editing = existing();
    editing.type("");
    editing.typeTitle("T");
    await editing.save();
    expect(sitting.written).toEqual([{ set: { id: "e", title: "T", seen: { vid: "x.1" } } }]);
  });

  it("saves nothing of what is being thrown away", async () => {
    const editing = fresh();
    editing.type("a");
    editing.abandon();
    await editing.save();
    await sitting.clock.advance(10_000);
    expect(sitting.written).toEqual([]);
  });
});

describe("the changes to a finished entry", () => {
  const finished = () => sitting.open(row({ status: "published", mood: 4, tags: ["us"] }));

  it("can be taken back and made again, although they are saved", async () => {
    const editing = finished();
    expect(editing.state).toMatchObject({ changed: false, undone: false });
    editing.type("after");
    editing.typeTitle("T");
    editing.set({ mood: null });
    await editing.save();
    sitting.written = [];
    expect(editing.state).toMatchObject({ changed: true, undone: false });

    await editing.putBack();
    expect([editing.text, editing.title]).toEqual(["before", ""]);
    expect(sitting.written).toEqual([
      { set: { id: "e", mood: 4, seen: { vid: "mine.2" } } },
      { edit: { id: "e", text: "before", title: "", seen: { vid: "mine.2", text: "after", title: "T" } } },
    ]);
    expect(editing.state).toMatchObject({ changed: false, undone: true, adopted: 1 });

    sitting.written = [];
    await editing.changeAgain();
    expect([editing.text, editing.title]).toEqual(["after", "T"]);
    expect(sitting.written).toEqual([
      { set: { id: "e", mood: null, seen: { vid: "mine.4" } } },
      { edit: { id: "e", text: "after", title: "T", seen: { vid: "mine.4", text: "before", title: "" } } },
    ]);
    expect(editing.state).toMatchObject({ changed: true, undone: false });
  });

  it("stay taken back while the journal still shows the title that is being replaced", async () => {
    const editing = finished();
    editing.typeTitle("T");
    await editing.save();
    editing.arrived(row({ status: "published", title: "T" }), []);
    const back = editing.putBack();
    editing.arrived(row({ status: "published", title: "T", updated_at: "2026-01-02T00:00:00Z" }), []);
    await back;
    expect(editing.title).toBe("");
    expect(editing.state).toMatchObject({ undone: true, adopted: 1 });
  });

  it("bring back the text of one that was emptied, of which nothing was saved", async () => {
    const editing = finished();
    editing.type("");
    await editing.save();
    expect(editing.state).toMatchObject({ blank: true, changed: true });
    await editing.putBack();
    expect(editing.text).toBe("before");
    expect(editing.state).toMatchObject({ blank: false, dirty: false });
    expect(sitting.written).toEqual([]);
  });

  it("count as none once everything is as it was", async () => {
    const editing = finished();
    editing.set({ tags: [] });
    editing.type("before!");
    expect(editing.state.changed).toBe(true);
    editing.set({ tags: ["us"] });
    editing.type("before");
    expect(editing.state.changed).toBe(false);
    await editing.putBack();
    expect(editing.state.undone).toBe(false);
  });

  it("cannot be made again once something else is written", async () => {
    const editing = finished();
    editing.type("after");
    await editing.putBack();
    editing.type("before and more");
    expect(editing.state).toMatchObject({ changed: true, undone: false });
  });

  it("leave alone what was changed elsewhere", async () => {
    const editing = finished();
    editing.set({ private: true });
    editing.arrived(row({ status: "published", mood: 1, private: true, vid: "y.1", text: "from the phone" }), []);
    expect(editing.text).toBe("from the phone");
    sitting.written = [];
    await editing.putBack();
    expect(editing.text).toBe("from the phone");
    expect(sitting.written).toEqual([{ set: { id: "e", private: false, seen: { vid: "y.1" } } }]);
  });

  it("are not spoken of while an entry is still a draft", () => {
    const editing = existing();
    editing.type("after");
    expect(editing.state.changed).toBe(false);
  });
});
