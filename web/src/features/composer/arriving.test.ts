import { beforeEach, describe, expect, it } from "vitest";
import { settled } from "@/sync/testing/clock";
import { row, Sitting } from "@/testing/sitting";

let sitting: Sitting;

beforeEach(() => {
  sitting = new Sitting();
});

const fresh = () => sitting.open();
const existing = () => sitting.open(row());

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

  it("can be asked for", async () => {
    const editing = existing();
    editing.focus();
    editing.arrived(row({ vid: "y.1", text: "after" }), []);
    await editing.takeParked();
    expect([editing.text, editing.state.parked]).toEqual(["after", undefined]);
  });

  it("is written beside when writing goes on: the base stays the version that was typed over", async () => {
    const editing = existing();
    editing.type("mine");
    editing.arrived(row({ vid: "y.1", text: "after" }), []);
    await editing.save();
    expect(sitting.written).toEqual([
      { edit: { id: "e", text: "mine", seen: { vid: "x.1", text: "before", title: "" } } },
    ]);
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
    expect(sitting.written.at(-1)).toEqual({
      edit: { id: "e", text: "mine too", seen: { vid: "renamed.1", text: "mine", title: "" } },
    });
  });

  it("is shown when it is an earlier version from here, the last one having been given up, and when that is back", async () => {
    const editing = sitting.open(row({ status: "published" }));
    const versions = ["mine", "mine too"];
    for (const text of versions) {
      editing.focus();
      editing.type(text);
      await editing.blur();
    }
    const [first, second] = versions.map((text, index) => row({ vid: `mine.${index + 1}`, text, status: "published" }));
    editing.arrived(second, []);
    editing.arrived(first, [], ["mine.2"]);
    expect(editing.text).toBe("mine too");
    editing.arrived(first, []);
    expect(editing.text).toBe("mine");
    editing.arrived(second, []);
    expect([editing.text, editing.state.adopted]).toEqual(["mine too", 2]);
    await editing.putBack();
    expect(editing.text).toBe("before");
  });

  it("waits when it is an own version that is back while the caret is in the field", async () => {
    const editing = existing();
    editing.focus();
    editing.type("mine");
    await editing.blur();
    editing.arrived(row(), []);
    expect(editing.text).toBe("before");
    editing.focus();
    editing.arrived(row({ vid: "mine.1", text: "mine" }), []);
    expect([editing.text, editing.state.parked?.text]).toEqual(["before", "mine"]);
    await editing.blur();
    expect([editing.text, editing.state.parked]).toEqual(["mine", undefined]);
  });

  it("is shown in a copy, too, when what was to go into it is given up, and when that is there after all", async () => {
    const editing = existing();
    for (const text of ["mine", "mine too"]) {
      editing.type(text);
      await editing.save();
    }
    const copy = row({ id: "copy", conflict_of: "e", vid: "mine.1", text: "mine" });
    editing.arrived(row({ vid: "y.1", text: "after" }), [copy]);
    sitting.givenUp = "mine.2";
    editing.arrived(copy, []);
    expect(editing.text).toBe("mine");
    sitting.givenUp = undefined;
    editing.arrived({ ...copy, vid: "mine.2", text: "mine too" }, []);
    expect(editing.text).toBe("mine too");
  });

  it("is shown so though an older change is still refused", async () => {
    const editing = existing();
    for (const text of ["mine", "mine too"]) {
      editing.focus();
      editing.type(text);
      await editing.blur();
    }
    editing.arrived(row({ vid: "mine.1", text: "mine" }), [], ["older.7"]);
    expect(editing.text).toBe("mine");
  });

  it("is shown when another tab has gone on in the very version that was written here", async () => {
    const editing = existing();
    editing.focus();
    editing.type("mine");
    await editing.blur();
    const version = { vid: "mine.1", saving: "kept" } as const;
    editing.arrived({ ...row({ text: "mine" }), ...version }, []);
    editing.arrived({ ...row({ text: "mine, from the other tab" }), ...version }, []);
    expect(editing.text).toBe("mine, from the other tab");
    expect(editing.state).toMatchObject({ dirty: false, adopted: 1 });
    editing.type("mine, from both");
    await editing.save();
    const seen = { vid: "mine.1", text: "mine, from the other tab", title: "" };
    expect(sitting.written.at(-1)).toEqual({ edit: { id: "e", text: "mine, from both", seen } });
  });

  it("is not this page's to take back where another tab has gone on in the version that was written here", async () => {
    const editing = sitting.open(row({ status: "published" }));
    editing.focus();
    editing.type("mine");
    await editing.blur();
    editing.arrived(row({ vid: "mine.1", text: "mine, from the other tab", status: "published" }), []);
    expect(editing.text).toBe("mine, from the other tab");
    expect(editing.state.changed).toBe(false);
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
    expect(sitting.written.at(-1)).toEqual({
      edit: { id: "copy", text: "mine too", seen: { vid: "mine.1", text: "mine", title: "" } },
    });
  });

  it.each(["syncing", "kept", "local"] as const)(
    "waits while writing goes on over the unmerged text, and is said once (%s)",
    async (saving) => {
      const editing = existing();
      editing.focus();
      editing.arrived(row({ vid: "y.1", text: "theirs\nbefore" }), []);
      editing.type("before\nmine");
      await editing.save();
      editing.arrived({ ...row({ vid: "mine.1", text: "before\nmine" }), saving }, []);
      expect(editing.state.parked?.vid).toBe("y.1");
      editing.arrived({ ...row({ vid: "mine.1m5e", text: "theirs\nbefore\nmine" }), saving: "saved" }, []);
      expect(editing.text).toBe("before\nmine");
      expect(editing.state.parked?.vid).toBe("mine.1m5e");
      editing.type("before\nmine too");
      await editing.save();
      expect(sitting.written.at(-1)).toEqual({
        edit: { id: "e", text: "before\nmine too", seen: { vid: "mine.1", text: "before\nmine", title: "" } },
      });
    },
  );

  it("is brought in with the words here, once the server has put them together", async () => {
    const editing = existing();
    editing.focus();
    editing.type("before\nmine");
    editing.arrived(row({ vid: "y.1", text: "theirs\nbefore" }), []);
    await editing.takeParked();
    expect(editing.text).toBe("before\nmine");
    editing.arrived({ ...row({ vid: "mine.1", text: "before\nmine" }), saving: "local" }, []);
    expect(editing.text).toBe("before\nmine");
    editing.arrived({ ...row({ vid: "mine.1m5e", text: "theirs\nbefore\nmine" }), saving: "saved" }, []);
    expect(editing.text).toBe("theirs\nbefore\nmine");
    expect(editing.state.parked).toBeUndefined();
    editing.type("theirs\nbefore\nmine, all");
    await editing.save();
    expect(sitting.written.at(-1)).toMatchObject({ edit: { seen: { vid: "mine.1m5e" } } });
  });

  it("is no longer brought in when writing has gone on", async () => {
    const editing = existing();
    editing.focus();
    editing.type("mine");
    editing.arrived(row({ vid: "y.1", text: "after" }), []);
    await editing.takeParked();
    editing.type("mine too");
    await editing.save();
    editing.arrived({ ...row({ vid: "mine.2m", text: "after\nmine too" }), saving: "saved" }, []);
    expect(editing.text).toBe("mine too");
  });

  it("does not take the place of words that were saved when the field was left", async () => {
    const editing = existing();
    editing.focus();
    editing.arrived(row({ vid: "y.1", text: "theirs\nbefore" }), []);
    editing.type("before\nmine");
    await editing.blur();
    expect(editing.text).toBe("before\nmine");
    editing.arrived({ ...row({ vid: "mine.1m5e", text: "theirs\nbefore\nmine" }), saving: "saved" }, []);
    expect(editing.text).toBe("theirs\nbefore\nmine");
  });

  it("keeps later words that are still on their way into the copy", async () => {
    const editing = existing();
    for (const text of ["mine", "mine too"]) {
      editing.type(text);
      await editing.save();
    }
    const copy = row({ id: "copy", conflict_of: "e", vid: "mine.1", text: "mine" });
    editing.arrived(row({ vid: "y.1", text: "after" }), [copy]);
    editing.arrived(copy, []);
    expect(editing.text).toBe("mine too");
  });

  it("moves the writing into the copy that it was merged into", async () => {
    const editing = existing();
    editing.focus();
    editing.type("mine");
    await editing.save();
    const copy = row({ id: "copy", conflict_of: "e", vid: "mine.1m5e", text: "theirs\nmine" });
    editing.arrived(row({ vid: "y.1", text: "after" }), [copy]);
    expect(editing.state).toMatchObject({ id: "copy", original: "e" });
    expect(editing.state.parked?.vid).toBe("mine.1m5e");
    editing.type("mine too");
    await editing.save();
    expect(sitting.written.at(-1)).toEqual({
      edit: { id: "copy", text: "mine too", seen: { vid: "mine.1", text: "mine", title: "" } },
    });
  });

  it("says that the entry is gone, and keeps the words on demand", async () => {
    const editing = existing();
    editing.arrived(undefined, []);
    expect(editing.state.gone).toBe(true);
    await editing.keepAs("new");
    await settled();
    expect(sitting.written).toEqual([{ create: { id: "new", text: "before" } }]);
    expect(editing.state).toMatchObject({ id: "new", gone: false, created: true });
  });

  it("begins again after the server has refused to create the entry", async () => {
    const editing = fresh();
    editing.type("odd");
    await editing.save();
    editing.arrived(undefined, [], ["mine.1"]);
    editing.type("better");
    await editing.save();
    expect(sitting.written.at(-1)).toEqual({ create: { id: "e", text: "better" } });
  });

  it("begins nothing again that has come into being, whatever else of it was refused", async () => {
    const editing = fresh();
    for (const text of ["mine", "mine too"]) {
      editing.type(text);
      await editing.save();
    }
    editing.arrived(undefined, [], ["mine.2"]);
    editing.arrived(row({ vid: "mine.1", text: "mine" }), [], ["mine.2"]);
    editing.type("better");
    await editing.save();
    expect(sitting.written.at(-1)).toMatchObject({ edit: { id: "e", text: "better" } });
  });
});
