import { beforeEach, describe, expect, it } from "vitest";
import { setAside } from "./aside";
import { MemoryStore } from "./memory";
import type { NewMutation, Outgoing } from "./mutations";
import { enqueue, withStage } from "./outbox";
import type { EntryRow } from "./rows";
import { undoRejected } from "./settle";
import { View } from "./view";

const AT = "2026-01-01T00:00:00.000Z";
const row = (id: string, change: Partial<EntryRow> = {}): EntryRow => ({
  id,
  vid: "x.1",
  conflict_of: null,
  device: null,
  text_at: "2026-01-01T00:00:00Z",
  title: "",
  text: "from the server",
  mood: null,
  tags: [],
  people: [],
  private: false,
  status: "draft",
  written_at: AT,
  word_count: 3,
  created_at: AT,
  updated_at: AT,
  ...change,
});

let store: MemoryStore;
let view: View;

beforeEach(() => {
  store = new MemoryStore(() => "c");
  view = new View();
  view.follow(store);
});

const hold = (...rows: EntryRow[]) =>
  store.write(async (tx) => {
    for (const [index, d] of rows.entries()) await tx.putRow({ t: "entry", id: d.id, rev: index + 1, d });
  });

const queue = (...mutations: NewMutation[]) =>
  store.write(async (tx) => {
    for (const mutation of mutations) {
      const queued = enqueue(await tx.outbox(), await tx.meta(), mutation, { at: AT });
      await tx.setOutbox(queued.outbox);
      await tx.setMeta(queued.meta);
    }
  });

const setStage = (stage: Outgoing["stage"]) =>
  store.write(async (tx) => tx.setOutbox(withStage(await tx.outbox(), stage, () => true)));

const edit: NewMutation = { name: "entry.edit@1", args: { id: "e", text: "mine now" }, base_vid: "x.1" };

describe("what the screen sees", () => {
  it("has a title that came from elsewhere over what waits, but not that of another text", async () => {
    await queue({ ...edit, args: { id: "e", text: "mine now", base_title: "Rain" } } as NewMutation);
    await hold(row("e", { title: "Storm" }));
    expect(view.entry("e")).toMatchObject({ title: "Storm", text: "mine now" });
    await store.write(async (tx) =>
      tx.putRow({ t: "entry", id: "e", rev: 9, d: row("e", { vid: "y.1", title: "Theirs", text: "theirs" }) }),
    );
    expect(view.entry("e")).toMatchObject({ title: "Rain", text: "mine now" });
  });

  it("has a title over the text for which it was set, also where this has become a copy", async () => {
    await hold(row("e"), row("copy", { vid: "c.1", conflict_of: "e", text: "mine now" }));
    await queue({ name: "entry.set@2", args: { id: "e", title: "Mine", mood: 4 }, base_vid: "c.1" });
    expect(view.entry("e")).toMatchObject({ title: "", mood: 4 });
    expect(view.entry("copy")).toMatchObject({ title: "Mine", mood: null });
  });

  it("has such a title over the copy also while that is typed over here", async () => {
    await hold(row("e"), row("copy", { vid: "x.4", conflict_of: "e", text: "mine now" }));
    await queue(
      { name: "entry.edit@1", args: { id: "copy", text: "mine now, and more" }, base_vid: "x.4" },
      { name: "entry.set@2", args: { id: "e", title: "Mine" }, base_vid: "x.4" },
    );
    expect(view.entry("e")).toMatchObject({ title: "" });
    expect(view.entry("copy")).toMatchObject({ title: "Mine", text: "mine now, and more" });
  });

  it("is the server's rows with the waiting changes on top", async () => {
    await hold(row("e"));
    await queue(edit, { name: "entry.set@2", args: { id: "e", mood: 4 } });
    expect(view.entry("e")).toMatchObject({ text: "mine now", vid: "c.1", word_count: 2, mood: 4, saving: "local" });
  });

  it("goes back to the server's row when a change is refused, and keeps its words", async () => {
    await hold(row("e"));
    await queue(edit);
    await store.write((tx) => undoRejected(tx, [{ mid: 1, status: "rejected", code: "invalid_field", detail: "no" }]));
    expect(view.entry("e")).toMatchObject({ text: "from the server", vid: "x.1", saving: "rejected" });
    expect(view.notAccepted).toMatchObject([{ id: "c.1", args: { text: "mine now" }, code: "invalid_field" }]);
    expect(view.outbox).toEqual([]);
  });

  it("does not show an entry as refused for words that were set aside", async () => {
    await hold(row("e"));
    await store.write((tx) => setAside(tx, edit, { id: "aside", at: "2026-01-01T00:00:00Z", detail: "too many" }));
    expect(view.entry("e")).toMatchObject({ text: "from the server", saving: "saved" });
  });

  it("lets what was typed over a refused version follow the version before it", async () => {
    await hold(row("e"));
    await queue(edit);
    await setStage("sent");
    await queue({ name: "entry.edit@1", args: { id: "e", text: "mine again" }, base_vid: "c.1" });
    await store.write((tx) => undoRejected(tx, [{ mid: 1, status: "rejected" }]));
    expect(view.outbox).toMatchObject([{ mid: 2, base_vid: "x.1" }]);
  });

  it("hides what is deleted and shows what is new, newest first", async () => {
    await hold(row("old", { written_at: "2025-01-01T00:00:00Z" }), row("gone"));
    await queue(
      { name: "entry.delete@1", args: { id: "gone" } },
      { name: "entry.create@1", args: { id: "new", text: "hello" } },
    );
    expect(view.entries().map((entry) => entry.id)).toEqual(["new", "old"]);
    expect(view.entry("gone")).toBeUndefined();
  });

  it("shows a finished entry as waiting to be read at once", async () => {
    await hold(row("e"));
    await queue({ name: "entry.publish@1", args: { id: "e" } });
    expect(view.entry("e")?.status).toBe("published");
    expect(view.analysis("e")).toMatchObject({ status: "queued", vid: "x.1" });
  });

  it("unlinks a deleted person from every entry", async () => {
    await hold(row("e", { people: ["p", "q"] }));
    await queue({ name: "person.delete@1", args: { id: "p" } });
    expect(view.entry("e")?.people).toEqual(["q"]);
  });

  it("keeps rows of kinds it does not know, without showing them", async () => {
    await store.write((tx) => tx.putRow({ t: "weather", id: "w", rev: 1, d: { rain: true } }));
    expect(view.entries()).toEqual([]);
    expect(await store.write((tx) => tx.row("weather", "w"))).toMatchObject({ d: { rain: true } });
  });
});

describe("where the words are", () => {
  it("follows a change from this tab to the server", async () => {
    await hold(row("e"));
    expect(view.entry("e")?.saving).toBe("saved");
    await queue(edit);
    await setStage("sent");
    expect(view.entry("e")?.saving).toBe("local");
    view.setConnected(true);
    expect(view.entry("e")?.saving).toBe("syncing");
    view.setConnected(false);
    await setStage("answered");
    expect(view.entry("e")?.saving).toBe("syncing");
  });

  it("marks both versions of an entry that was kept twice, until one is gone", async () => {
    await hold(row("e"), row("copy", { conflict_of: "e" }));
    expect(view.entries().map((entry) => entry.saving)).toEqual(["conflict", "conflict"]);
    await store.write((tx) => tx.deleteRow("entry", "copy"));
    expect(view.entry("e")?.saving).toBe("saved");
  });
});

describe("two versions of an entry", () => {
  const saving = () => view.entries().map(({ id, saving }) => [id, saving]);

  it("are no longer two once the original is gone", async () => {
    await hold(row("e"), row("copy", { conflict_of: "e" }));
    expect([view.otherVersion("e"), view.otherVersion("copy")]).toEqual(["copy", "e"]);
    await store.write((tx) => tx.deleteRow("entry", "e"));
    expect(view.otherVersion("copy")).toBeUndefined();
    expect(saving()).toEqual([["copy", "saved"]]);
  });

  it("are no longer two while either is being deleted, and are again when that is undone", async () => {
    await hold(row("e"), row("copy", { conflict_of: "e" }));
    expect(saving()).toEqual([
      ["e", "conflict"],
      ["copy", "conflict"],
    ]);
    for (const [gone, left] of [
      ["e", "copy"],
      ["copy", "e"],
    ] as const) {
      view.hide(new Set([gone]));
      expect(saving()).toEqual([[left, "saved"]]);
      expect(view.otherVersion(left)).toBeUndefined();
      view.hide(new Set());
      expect(saving()).toEqual([
        ["e", "conflict"],
        ["copy", "conflict"],
      ]);
    }
  });

  it("are no longer two when the deletion waits to be sent", async () => {
    await hold(row("e"), row("copy", { conflict_of: "e" }));
    expect(view.entry("copy")?.saving).toBe("conflict");
    await queue({ name: "entry.delete@1", args: { id: "e" } });
    expect(view.entry("copy")?.saving).toBe("saved");
  });

  it("are no longer two once both are wanted, before the server knows", async () => {
    await hold(row("e"), row("copy", { conflict_of: "e" }));
    expect(view.otherVersion("e")).toBe("copy");
    await queue({ name: "entry.resolve@1", args: { id: "copy" } });
    expect([view.otherVersion("e"), view.otherVersion("copy")]).toEqual([undefined, undefined]);
  });

  it("may be two copies of one that is gone", async () => {
    await hold(row("one", { conflict_of: "gone" }), row("two", { conflict_of: "gone" }));
    expect([view.otherVersion("one"), view.otherVersion("two")]).toEqual(["two", "one"]);
  });
});

describe("identity", () => {
  it("stays while nothing that is shown has changed", async () => {
    await hold(row("e"), row("f"));
    await queue(edit);
    const [list, entry, other] = [view.entries(), view.entry("e"), view.entry("f")];
    await setStage("sent");
    expect(view.entries()).toBe(list);
    expect(view.entry("e")).toBe(entry);
    await queue({ name: "entry.set@2", args: { id: "e", title: "T" } });
    expect(view.entry("e")).not.toBe(entry);
    expect(view.entry("f")).toBe(other);
    expect(view.entries()).not.toBe(list);
  });
});

describe("the store", () => {
  it("changes everything or nothing (R8)", async () => {
    const failing = store.write(async (tx) => {
      await tx.putRow({ t: "entry", id: "e", rev: 1, d: row("e") });
      await tx.setMeta({ ...(await tx.meta()), cookie: 9 });
      throw new Error("power cut");
    });
    await expect(failing).rejects.toThrow("power cut");
    expect(view.entries()).toEqual([]);
    expect(view.meta?.cookie).toBe(0);
  });

  it("is empty after a wipe, under another client id", async () => {
    const ids = ["one", "two"];
    const wiped = new MemoryStore(() => ids.shift() ?? "");
    view.follow(wiped);
    await wiped.write(async (tx) => tx.setOutbox([{ ...edit, mid: 1, at: AT, stage: "sent" } as Outgoing]));
    await wiped.wipe();
    expect(view.outbox).toEqual([]);
    expect(view.meta).toMatchObject({ client_id: "two", cookie: 0, next_mid: 1 });
  });
});
