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
  it("waits for a pause of two seconds", async () => {
    const editing = fresh();
    editing.type("a");
    await sitting.clock.advance(1_500);
    editing.type("ab");
    await sitting.clock.advance(1_900);
    expect(sitting.written).toEqual([]);
    expect(editing.state).toMatchObject({ dirty: true, created: false });
    await sitting.clock.advance(100);
    expect(sitting.written).toEqual([{ create: { id: "e", text: "ab" } }]);
    expect(editing.state).toMatchObject({ dirty: false, created: true });
  });

  it("does not wait for ever for someone who does not pause", async () => {
    const editing = fresh();
    for (let second = 0; second < 11; second += 1) {
      editing.type("a".repeat(second + 1));
      await sitting.clock.advance(1_000);
    }
    expect(sitting.written.length).toBeGreaterThan(0);
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
      { edit: { id: "e", text: "ab", seen: { vid: "first.1", text: "a" } } },
      { edit: { id: "e", text: "abc", seen: { vid: "mine.1", text: "ab" } } },
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
    expect(sitting.written.at(-1)).toEqual({ set: { id: "e", mood: null } });
  });

  it("saves a title by itself, and nothing when nothing has changed", async () => {
    const editing = existing();
    editing.typeTitle("T");
    await editing.save();
    await editing.save();
    expect(sitting.written).toEqual([{ set: { id: "e", title: "T" } }]);
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
    expect(sitting.written).toEqual([{ set: { id: "e", title: "T" } }]);
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
      { set: { id: "e", mood: 4, title: "" } },
      { edit: { id: "e", text: "before", seen: { vid: "mine.3", text: "after" } } },
    ]);
    expect(editing.state).toMatchObject({ changed: false, undone: true, adopted: 1 });

    sitting.written = [];
    await editing.changeAgain();
    expect([editing.text, editing.title]).toEqual(["after", "T"]);
    expect(sitting.written).toEqual([
      { set: { id: "e", mood: null, title: "T" } },
      { edit: { id: "e", text: "after", seen: { vid: "mine.5", text: "before" } } },
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
    expect(sitting.written).toEqual([{ set: { id: "e", private: false } }]);
  });

  it("are not spoken of while an entry is still a draft", () => {
    const editing = existing();
    editing.type("after");
    expect(editing.state.changed).toBe(false);
  });
});
