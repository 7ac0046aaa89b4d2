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
    editing.arrived(undefined, [], true);
    editing.type("better");
    await editing.save();
    expect(sitting.written.at(-1)).toEqual({ create: { id: "e", text: "better" } });
  });
});
