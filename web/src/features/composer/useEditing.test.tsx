import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { currentClient, inMemory, mutate, type Place, startSync, stopSync } from "@/sync";
import { isWithdrawn } from "@/sync/mutations";
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

it("keeps nothing of what could be saved", async () => {
  leave("Storm", "It blew.");
  await vi.waitFor(() => expect(currentClient()?.view.entry("e")).toBeDefined());
  await currentClient()?.rest();
  expect(currentClient()?.view.notAccepted).toEqual([]);
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
