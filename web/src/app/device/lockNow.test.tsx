import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { currentClient, inMemory, mutate, type Place, startSync, stopSync } from "@/sync";
import { MemoryStore } from "@/sync/memory";
import { beforeLeaving } from "../leaving";
import { CoverPage } from "./CoverPage";
import { deviceStore } from "./device";
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
  reload.mockReset();
  root.hidden = false;
});

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
  stop = beforeLeaving(async () => {
    seen.push(root.hidden);
    throw new Error("not today");
  });
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
  expect(root.hidden).toBe(true);
  render(<CoverPage />);
  expect(root.hidden).toBe(false);
  expect(screen.getByRole("textbox")).toHaveValue("only here");
  expect(screen.getByText(/Keep it open: the lock falls as soon as the server has them/)).toBeVisible();
  expect(reload).not.toHaveBeenCalled();
  await place.store.write((tx) => tx.setOutbox([]));
  await locked;
  expect(reload).toHaveBeenCalledOnce();
});

it("lets them go when it is told to", async () => {
  start();
  await mutate.createEntry({ id: "e", text: "only here" });
  void lockNow();
  await waitFor(() => expect(deviceStore.get().Cover).toBe(CoverPage));
  render(<CoverPage />);
  await userEvent.click(screen.getByRole("button", { name: "Let them go and lock" }));
  await waitFor(() => expect(reload).toHaveBeenCalledOnce());
});
