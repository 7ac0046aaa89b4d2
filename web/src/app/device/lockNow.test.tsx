import { act, render, renderHook, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Editing } from "@/features/composer/editing";
import { MAX_TEXT } from "@/features/composer/limits";
import { useEditing } from "@/features/composer/useEditing";
import { currentClient, inMemory, mutate, type Place, startSync, stopSync } from "@/sync";
import { MemoryStore } from "@/sync/memory";
import { snapshotOf } from "@/sync/store";
import { beforeLeaving } from "../leaving";
import { SignedOutPage } from "../SignedOutPage";
import { CoverPage } from "./CoverPage";
import { coverWith, deviceStore } from "./device";
import { lockNow } from "./lockNow";

const root = document.documentElement;
const reload = vi.fn();
let stop: () => void;

beforeEach(() => {
  vi.stubGlobal("location", { ...window.location, href: "http://localhost/", reload });
  stop = () => undefined;
});
afterEach(async () => {
  stop();
  await stopSync();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  reload.mockReset();
  root.hidden = false;
  // In the app no page goes on after its cover: it is loaded anew.
  coverWith(undefined as never);
});

/** Words that are not saved, and cannot be kept either. */
const tooMany = {
  save: async () => undefined,
  words: () => "too many",
  setAside: () => Promise.reject(new Error("no room")),
};

/** Asks once more before it does. */
async function letGo(): Promise<void> {
  await userEvent.click(screen.getByRole("button", { name: "Let them go and lock" }));
  expect(reload).not.toHaveBeenCalled();
  const question = within(screen.getByRole("region", { name: /Let them go\?$/ }));
  await userEvent.click(question.getByRole("button", { name: "Let them go and lock" }));
}

function start(place: Place = inMemory()): void {
  startSync({ getToken: async () => null, user: "ana", place });
}

/** A place whose words outlive the tab. */
function kept(): Place {
  const store = new MemoryStore(() => "client");
  return { store: Object.assign(store, { isKept: true }) };
}

it("takes everything off the screen before anything is saved, and locks although saving fails", async () => {
  start(kept());
  const seen: unknown[] = [];
  const save = async () => {
    seen.push(root.hidden);
    throw new Error("not today");
  };
  stop = beforeLeaving({ ...tooMany, save, words: () => "" });
  await lockNow();
  expect(seen).toEqual([true]);
  expect(root.hidden).toBe(true);
  expect(currentClient()).toBeUndefined();
  expect(reload).toHaveBeenCalledOnce();
});

it("does not wait for words that are kept", async () => {
  start(kept());
  await mutate.createEntry({ id: "e", text: "kept" });
  await lockNow();
  expect(reload).toHaveBeenCalledOnce();
});

it("waits, with nothing but them in sight, for words that only this tab holds", async () => {
  const place = inMemory();
  start(place);
  await mutate.createEntry({ id: "e", text: "only here" });
  const locked = lockNow();
  await waitFor(() => expect(deviceStore.get().Cover).toBe(CoverPage));
  render(<CoverPage />);
  expect(screen.getByRole("textbox")).toHaveValue("only here");
  expect(screen.getByText(/Keep it open: the lock falls as soon as the server has them/)).toBeVisible();
  expect(reload).not.toHaveBeenCalled();
  await place.store.write((tx) => tx.setOutbox([]));
  await locked;
  expect(reload).toHaveBeenCalledOnce();
});

it("keeps words that cannot be saved, in sight, until it is told to let them go", async () => {
  start(kept());
  stop = beforeLeaving(tooMany);
  await lockNow();
  expect(deviceStore.get().Cover).toBe(CoverPage);
  expect(reload).not.toHaveBeenCalled();
  render(<CoverPage />);
  expect(screen.getByRole("textbox")).toHaveValue("too many");
  expect(screen.getByText(/^These words could not be saved/)).toBeVisible();
  await letGo();
  await waitFor(() => expect(reload).toHaveBeenCalledOnce());
});

/** Someone has typed one character too many. */
function typeTooMuch(): Editing {
  const { result, unmount } = renderHook(() => useEditing("e", undefined, () => undefined));
  act(() => result.current.editing.type("x".repeat(MAX_TEXT + 1)));
  stop = unmount;
  return result.current.editing;
}

it("falls at once over words that cannot be saved, which are kept under it", async () => {
  const place = kept();
  start(place);
  const { text } = typeTooMuch();
  await lockNow();
  expect(reload).toHaveBeenCalledOnce();
  expect(root.hidden).toBe(true);
  const change = { name: "entry.create@1", args: { id: "e", text }, detail: "1 character too many." };
  expect(snapshotOf(place.store).not_accepted).toMatchObject([change]);
});

it("leaves words that cannot be saved in sight where nothing is kept", async () => {
  start();
  const { text } = typeTooMuch();
  await lockNow();
  expect(reload).not.toHaveBeenCalled();
  render(<CoverPage />);
  expect(screen.getByRole("textbox")).toHaveValue(text);
});

it.each([
  ["words", { name: "entry.edit@1", args: { id: "e", text: "too many" } }, /^These words could not be saved/],
  ["changes", { name: "entry.publish@1", args: { id: "e" } }, /^Your last changes could not be saved/],
] as const)("does not promise to send %s that were not accepted", async (_, change, lead) => {
  const place = inMemory();
  start(place);
  const refused = { ...change, id: "c.9", at: "2026-01-01T00:00:00Z", code: "c", detail: "d" };
  await place.store.write((tx) => tx.setNotAccepted([refused]));
  const locked = lockNow();
  await waitFor(() => expect(deviceStore.get().Cover).toBe(CoverPage));
  render(<CoverPage />);
  expect(screen.getByText(lead)).toBeVisible();
  expect(screen.queryByText(/the lock falls as soon as/)).toBeNull();
  expect(reload).not.toHaveBeenCalled();
  await act(() => place.store.write((tx) => tx.setNotAccepted([])));
  await locked;
});

it("keeps words in sight whose saving fails", async () => {
  start(kept());
  const save = () => Promise.reject(new Error("no room"));
  stop = beforeLeaving({ ...tooMany, save });
  await lockNow();
  render(<CoverPage />);
  expect(screen.getByRole("textbox")).toHaveValue("too many");
  expect(reload).not.toHaveBeenCalled();
});

it("keeps words in sight whose saving takes too long", async () => {
  vi.useFakeTimers();
  start(kept());
  stop = beforeLeaving({ ...tooMany, save: () => new Promise(() => undefined) });
  const locked = lockNow();
  await vi.advanceTimersByTimeAsync(4_999);
  expect(root.hidden).toBe(true);
  await vi.advanceTimersByTimeAsync(1);
  await locked;
  vi.useRealTimers();
  expect(root.hidden).toBe(false);
  render(<CoverPage />);
  expect(screen.getByRole("textbox")).toHaveValue("too many");
  expect(reload).not.toHaveBeenCalled();
});

it("goes on when what took too long is stored after all, with the rest of it in sight until then", async () => {
  vi.useFakeTimers();
  start(kept());
  const stored = ["late", "later"].map((text) => {
    let words = text;
    let resolve: () => void = () => undefined;
    const promise = new Promise<void>((done) => {
      resolve = done;
    });
    const stopOne = beforeLeaving({ ...tooMany, save: () => promise, words: () => words });
    const end = () => {
      words = "";
      resolve();
    };
    return { end, stopOne };
  });
  stop = () => {
    for (const { stopOne } of stored) stopOne();
  };
  const locked = lockNow();
  await vi.advanceTimersByTimeAsync(5_000);
  await locked;
  vi.useRealTimers();
  const { rerender } = render(<CoverPage />);
  expect(screen.getAllByRole("textbox")).toHaveLength(2);
  stored[0]?.end();
  rerender(<CoverPage />);
  expect(screen.getByRole("textbox")).toHaveValue("later");
  expect(reload).not.toHaveBeenCalled();
  await act(async () => stored[1]?.end());
  await waitFor(() => expect(reload).toHaveBeenCalledOnce());
  expect(screen.queryByRole("textbox")).toBeNull();
});

it("locks although what is stored cannot be brought to its end", async () => {
  vi.useFakeTimers();
  const place = kept();
  start(place);
  place.store.write = () => new Promise(() => undefined);
  const locked = lockNow();
  await vi.advanceTimersByTimeAsync(10_000);
  await locked;
  vi.useRealTimers();
  expect(reload).toHaveBeenCalledOnce();
});

it("shows nothing of what is kept under the lock beside words that cannot be saved", async () => {
  start(kept());
  await mutate.createEntry({ id: "e", text: "kept" });
  await mutate.createPerson({ id: "p", name: "Noor", notes: "kept, too" });
  stop = beforeLeaving(tooMany);
  await lockNow();
  render(<CoverPage />);
  expect(screen.getAllByRole("textbox").map((field) => (field as HTMLTextAreaElement).value)).toEqual(["too many"]);
});

it("leaves no page blank, whatever it shows by then, and has covered the journal before", async () => {
  start(kept());
  stop = beforeLeaving(tooMany);
  const seen: boolean[] = [];
  const unsubscribe = deviceStore.subscribe(() => seen.push(root.hidden === true));
  await lockNow();
  unsubscribe();
  expect(seen).toEqual([true]);
  expect(root.hidden).toBe(false);
});

it("keeps what is under the lock off the page of a session that has ended, too", async () => {
  start(kept());
  await mutate.createEntry({ id: "e", text: "kept" });
  stop = beforeLeaving(tooMany);
  await lockNow();
  render(<SignedOutPage />);
  expect(screen.getByText(/They stay on this device; sign in to save them/)).toBeVisible();
  expect(screen.queryByRole("textbox", { name: "Words that are not saved yet" })).toBeNull();
});

it("lets them go when it is told to", async () => {
  start();
  await mutate.createEntry({ id: "e", text: "only here" });
  void lockNow();
  await waitFor(() => expect(deviceStore.get().Cover).toBe(CoverPage));
  render(<CoverPage />);
  await letGo();
  await waitFor(() => expect(reload).toHaveBeenCalledOnce());
});
