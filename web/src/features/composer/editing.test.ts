import { beforeEach, describe, expect, it } from "vitest";
import type { EntryRow } from "@/sync/rows";
import { ManualClock, settled } from "@/sync/testing/clock";
import { Editing, type Journal } from "./editing";
import { MAX_TEXT } from "./limits";

const row = (change: Partial<EntryRow> = {}): EntryRow => ({
  id: "e",
  vid: "x.1",
  conflict_of: null,
  title: "",
  text: "before",
  mood: null,
  tags: [],
  people: [],
  private: false,
  status: "draft",
  written_at: "2026-01-01T00:00:00Z",
  word_count: 1,
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
  ...change,
});

let clock: ManualClock;
let written: object[];
let mid: number;

const journal: Journal = {
  createEntry: async (args) => note({ create: args }),
  editEntry: async (args) => note({ edit: args }),
  setEntry: async (args) => note({ set: args }),
};

function note(what: object): string {
  written.push(what);
  mid += 1;
  return `mine.${mid}`;
}

beforeEach(() => {
  clock = new ManualClock();
  written = [];
  mid = 0;
});

const fresh = () => new Editing(journal, clock, "e", undefined);
const existing = () => new Editing(journal, clock, "e", row());

describe("saving", () => {
  it("waits for a pause of two seconds", async () => {
    const editing = fresh();
    editing.type("a");
    await clock.advance(1_500);
    editing.type("ab");
    await clock.advance(1_900);
    expect(written).toEqual([]);
    expect(editing.state).toMatchObject({ dirty: true, created: false });
    await clock.advance(100);
    expect(written).toEqual([{ create: { id: "e", text: "ab" } }]);
    expect(editing.state).toMatchObject({ dirty: false, created: true });
  });

  it("does not wait for ever for someone who does not pause", async () => {
    const editing = fresh();
    for (let second = 0; second < 11; second += 1) {
      editing.type("a".repeat(second + 1));
      await clock.advance(1_000);
    }
    expect(written.length).toBeGreaterThan(0);
  });

  it("chains every version to the one it was typed over, even when one save overtakes another", async () => {
    let arrive: (vid: string) => void = () => undefined;
    const slow: Journal = {
      ...journal,
      createEntry: (args) => {
        note({ create: args });
        return new Promise((resolve) => {
          arrive = resolve;
        });
      },
    };
    const editing = new Editing(slow, clock, "e", undefined);
    editing.type("a");
    const first = editing.save();
    await settled();
    editing.type("ab");
    const second = editing.save();
    await settled();
    arrive("mine.1");
    await Promise.all([first, second]);
    editing.type("abc");
    await editing.save();
    expect(written).toEqual([
      { create: { id: "e", text: "a" } },
      { edit: { id: "e", text: "ab", base_vid: "mine.1" } },
      { edit: { id: "e", text: "abc", base_vid: "mine.2" } },
    ]);
  });

  it("takes along what was chosen before there were words, and afterwards keeps each choice at once", async () => {
    const editing = fresh();
    editing.set({ mood: 4 });
    editing.set({ tags: ["us"] });
    expect(written).toEqual([]);
    editing.typeTitle("Sunday");
    editing.type("words");
    await editing.save();
    expect(written).toEqual([{ create: { id: "e", text: "words", mood: 4, tags: ["us"], title: "Sunday" } }]);
    editing.set({ mood: null });
    expect(written.at(-1)).toEqual({ set: { id: "e", mood: null } });
  });

  it("saves a title by itself, and nothing when nothing has changed", async () => {
    const editing = existing();
    editing.typeTitle("T");
    await editing.save();
    await editing.save();
    expect(written).toEqual([{ set: { id: "e", title: "T" } }]);
  });

  it("keeps back what the server would refuse", async () => {
    const editing = existing();
    for (const text of ["  ", "a".repeat(MAX_TEXT + 2)]) {
      editing.type(text);
      await editing.save();
    }
    expect(written).toEqual([]);
    expect(editing.state).toMatchObject({ dirty: true, over: 2, blank: false });
    editing.type("😀".repeat(MAX_TEXT));
    expect(editing.state.over).toBe(0);
  });

  it("saves a new title over an emptied text, which is kept as it was", async () => {
    const editing = existing();
    editing.type("");
    editing.typeTitle("T");
    await editing.save();
    expect(written).toEqual([{ set: { id: "e", title: "T" } }]);
  });

  it("saves nothing of what is being thrown away", async () => {
    const editing = fresh();
    editing.type("a");
    editing.abandon();
    await editing.save();
    await clock.advance(10_000);
    expect(written).toEqual([]);
  });
});

describe("what arrives from elsewhere", () => {
  it("is taken over where nobody is writing", () => {
    const editing = existing();
    editing.arrived(row({ vid: "y.1", text: "after", title: "T" }), []);
    expect([editing.text, editing.title]).toEqual(["after", "T"]);
    expect(editing.state).toMatchObject({ adopted: 1, dirty: false });
  });

  it("never replaces words under the caret; it waits until they are left alone", async () => {
    const editing = existing();
    editing.focus();
    editing.arrived(row({ vid: "y.1", text: "after" }), []);
    expect(editing.text).toBe("before");
    expect(editing.state.parked?.text).toBe("after");
    await editing.blur();
    expect(editing.text).toBe("after");
    expect(editing.state.parked).toBeUndefined();
  });

  it("can be asked for", () => {
    const editing = existing();
    editing.focus();
    editing.arrived(row({ vid: "y.1", text: "after" }), []);
    editing.takeParked();
    expect([editing.text, editing.state.parked]).toEqual(["after", undefined]);
  });

  it("is written beside when writing goes on: the base stays the version that was typed over", async () => {
    const editing = existing();
    editing.type("mine");
    editing.arrived(row({ vid: "y.1", text: "after" }), []);
    await editing.save();
    expect(written).toEqual([{ edit: { id: "e", text: "mine", base_vid: "x.1" } }]);
  });

  it("is no news when it was written here", async () => {
    const editing = existing();
    editing.type("mine");
    await editing.save();
    editing.arrived(row({ vid: "mine.1", text: "mine" }), []);
    editing.arrived(row({ vid: "renamed.1", text: "mine" }), []);
    expect(editing.state).toMatchObject({ adopted: 0, parked: undefined });
    editing.type("mine too");
    await editing.save();
    expect(written.at(-1)).toEqual({ edit: { id: "e", text: "mine too", base_vid: "renamed.1" } });
  });

  it("moves the writing into the copy that the server made of it", async () => {
    const editing = existing();
    editing.focus();
    editing.type("mine");
    await editing.save();
    const copy = row({ id: "copy", conflict_of: "e", vid: "mine.1", text: "mine" });
    editing.arrived(row({ vid: "y.1", text: "after" }), [copy]);
    expect(editing.state).toMatchObject({ id: "copy", original: "e", parked: undefined });
    editing.type("mine too");
    await editing.save();
    expect(written.at(-1)).toEqual({ edit: { id: "copy", text: "mine too", base_vid: "mine.1" } });
  });

  it("says that the entry is gone, and keeps the words on demand", async () => {
    const editing = existing();
    editing.arrived(undefined, []);
    expect(editing.state.gone).toBe(true);
    await editing.keepAs("new");
    await settled();
    expect(written).toEqual([{ create: { id: "new", text: "before" } }]);
    expect(editing.state).toMatchObject({ id: "new", gone: false, created: true });
  });

  it("begins again after the server has refused to create the entry", async () => {
    const editing = fresh();
    editing.type("odd");
    await editing.save();
    editing.arrived(undefined, [], true);
    editing.type("better");
    await editing.save();
    expect(written.at(-1)).toEqual({ create: { id: "e", text: "better" } });
  });
});

describe("the changes to a finished entry", () => {
  const finished = () => new Editing(journal, clock, "e", row({ status: "published", mood: 4, tags: ["us"] }));

  it("can be taken back and made again, although they are saved", async () => {
    const editing = finished();
    expect(editing.state).toMatchObject({ changed: false, undone: false });
    editing.type("after");
    editing.typeTitle("T");
    editing.set({ mood: null });
    await editing.save();
    written = [];
    expect(editing.state).toMatchObject({ changed: true, undone: false });

    await editing.putBack();
    expect([editing.text, editing.title]).toEqual(["before", ""]);
    expect(written).toEqual([
      { set: { id: "e", mood: 4, title: "" } },
      { edit: { id: "e", text: "before", base_vid: "mine.3" } },
    ]);
    expect(editing.state).toMatchObject({ changed: false, undone: true, adopted: 1 });

    written = [];
    await editing.changeAgain();
    expect([editing.text, editing.title]).toEqual(["after", "T"]);
    expect(written).toEqual([
      { set: { id: "e", mood: null, title: "T" } },
      { edit: { id: "e", text: "after", base_vid: "mine.5" } },
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
    expect(written).toEqual([]);
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
    written = [];
    await editing.putBack();
    expect(editing.text).toBe("from the phone");
    expect(written).toEqual([{ set: { id: "e", private: false } }]);
  });

  it("are not spoken of while an entry is still a draft", () => {
    const editing = existing();
    editing.type("after");
    expect(editing.state.changed).toBe(false);
  });
});
