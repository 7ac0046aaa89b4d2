import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { session } from "@/api";
import { unsentWords } from "@/app/unsentWords";
import { currentClient, inMemory, mutate, type Place, pauseSync, startSync, stopSync } from "@/sync";
import { MemoryStore } from "@/sync/memory";
import { isWithdrawn } from "@/sync/mutations";
import type { EntryRow } from "@/sync/rows";
import { snapshotOf } from "@/sync/store";
import { row } from "@/testing/sitting";
import { toastStore } from "@/ui/toasts";
import { MAX_TEXT } from "./limits";
import { useEditing } from "./useEditing";

let place: Place;

beforeEach(() => {
  place = inMemory();
  startSync({ getToken: async () => null, user: "ana", place });
});
afterEach(async () => {
  await stopSync();
  for (const { id } of toastStore.get()) toastStore.close(id);
});

/** Someone writes, and leaves the page. */
function leave(title: string, text: string): void {
  const { result, unmount } = renderHook(() => useEditing("e", undefined, () => undefined));
  act(() => result.current.editing.typeTitle(title));
  act(() => result.current.editing.type(text));
  unmount();
}

it.each([
  ["Storm", "x".repeat(MAX_TEXT + 2), "2 characters too many."],
  ["Storm", "", "An entry needs at least one character."],
])(
  "keeps words that cannot be saved among what was not accepted when the page is left (%#)",
  async (title, text, detail) => {
    leave(title, text);
    const kept = { name: "entry.create@1", args: { id: "e", title, text }, detail };
    await vi.waitFor(() => expect(currentClient()?.view.notAccepted).toMatchObject([kept]));
    expect(currentClient()?.isOwing).toBe(true);
  },
);

it("is not called up to date before the words of the page that was left are stored", async () => {
  const shown: boolean[] = [];
  const look = () => shown.push(unsentWords.get() || (currentClient()?.view.outbox.length ?? 0) > 0);
  const ends = [unsentWords.subscribe(look), currentClient()?.view.subscribe(look)];
  leave("Storm", "It blew.");
  look();
  await vi.waitFor(() => expect(unsentWords.get()).toBe(false));
  for (const end of ends) end?.();
  expect(new Set(shown)).toEqual(new Set([true]));
});

it("is called up to date all the while when nothing was written", () => {
  const { unmount } = renderHook(() => useEditing("e", undefined, () => undefined));
  unmount();
  expect(unsentWords.get()).toBe(false);
});

it("keeps nothing of what could be saved", async () => {
  leave("Storm", "It blew.");
  await vi.waitFor(() => expect(currentClient()?.view.entry("e")).toBeDefined());
  await currentClient()?.rest();
  expect(currentClient()?.view.notAccepted).toEqual([]);
});

describe("on one's own device", () => {
  const tooLong = "x".repeat(MAX_TEXT + 2);
  const startKept = (store: MemoryStore) =>
    startSync({ getToken: async () => null, user: "ana", place: { store: Object.assign(store, { isKept: true }) } });
  const open = (entry?: EntryRow) => renderHook(() => useEditing("e", entry, () => undefined));

  beforeEach(async () => {
    await stopSync();
    startKept(new MemoryStore(() => "client"));
  });

  it.each([
    ["a new entry", undefined],
    ["one that there is", row()],
  ])("goes on with words of %s that are too many, after a page that just ended", async (_, entry) => {
    const store = new MemoryStore(() => "client");
    await stopSync();
    startKept(store);
    if (entry) await store.write((tx) => tx.putRow({ t: "entry", id: "e", rev: 1, d: entry }));
    const before = open(entry);
    act(() => before.result.current.editing.typeTitle("Storm"));
    act(() => before.result.current.editing.type(tooLong));
    act(() => void window.dispatchEvent(new Event("pagehide")));
    await vi.waitFor(() => expect(before.result.current.state.aside).toBe(true));
    // The browser ends the tab there and then: another page begins from what is stored.
    await pauseSync();
    startKept(new MemoryStore(() => "client", snapshotOf(store)));
    const after = open(entry);
    expect(after.result.current.editing).toMatchObject({ title: "Storm", text: tooLong, unsaved: "" });
    expect(after.result.current.state).toMatchObject({ over: 2, aside: true, created: entry !== undefined });
    act(() => after.result.current.editing.type(tooLong.slice(2)));
    await act(() => after.result.current.editing.save());
    expect(currentClient()?.view.entry("e")).toMatchObject({ title: "Storm", text: tooLong.slice(2) });
    expect(currentClient()?.view.notAccepted).toEqual([]);
  });

  it("has them found again by whoever loads the page anew", async () => {
    const user = { id: "ana", name: "Ana", email: "ana@example.org", is_owner: false };
    vi.spyOn(session, "state").mockReturnValue({ status: "signed_in", user });
    const onMoved = vi.fn();
    const { result } = renderHook(() => useEditing("e", undefined, onMoved));
    act(() => result.current.editing.type(tooLong));
    expect(onMoved).not.toHaveBeenCalled();
    await act(() => result.current.editing.save());
    expect(onMoved).toHaveBeenCalledWith("e");
    vi.restoreAllMocks();
  });

  it("says where they are when the page is left, and does not ask before it is closed", async () => {
    const { result, unmount } = open();
    act(() => result.current.editing.type(tooLong));
    await act(() => result.current.editing.save());
    const closing = new Event("beforeunload", { cancelable: true });
    act(() => void window.dispatchEvent(closing));
    expect(closing.defaultPrevented).toBe(false);
    unmount();
    expect(toastStore.get()).toMatchObject([{ message: expect.stringContaining("kept on this device") }]);
  });
});

it("offers the words for copying when nothing can be stored", async () => {
  const create = vi.spyOn(mutate, "createEntry").mockRejectedValue(new Error("no room"));
  leave("", "It blew.");
  await vi.waitFor(() => expect(toastStore.get()).toMatchObject([{ message: "These words could not be saved." }]));
  const writeText = vi.fn();
  Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
  toastStore.get()[0]?.action?.run();
  expect(writeText).toHaveBeenCalledWith("It blew.");
  create.mockRestore();
});

it("goes on with an entry that is away while the session has ended, though words of it were set aside", async () => {
  const arrive = () =>
    act(() => place.store.write((tx) => tx.putRow({ t: "entry", id: "e", rev: 1, d: row({ text: "It blew." }) })));
  await arrive();
  const { result, unmount } = renderHook(() => useEditing("e", row({ text: "It blew." }), () => undefined));
  await act(() => mutate.setAside({ name: "entry.edit@1", args: { id: "e", text: "too many" } }, "1 too many."));
  await act(async () => currentClient()?.forgetRows());
  expect(result.current.state.gone).toBe(true);
  await arrive();
  act(() => result.current.editing.type("It blew. It rained."));
  await act(() => result.current.editing.save());
  const written = currentClient()?.view.outbox.filter((item) => !isWithdrawn(item));
  expect(written).toMatchObject([{ name: "entry.edit@1", args: { id: "e", text: "It blew. It rained." } }]);
  unmount();
});
