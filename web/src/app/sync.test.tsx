import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { session } from "@/api";
import { mutate, startSync, stopSync } from "@/sync";
import { MemoryStore } from "@/sync/memory";
import { snapshotOf } from "@/sync/store";
import * as device from "./device/device";
import { beforeLeaving } from "./leaving";
import { OthersPage } from "./OthersPage";
import { followSession, journalIsOpen } from "./sync";

const assign = vi.fn();
let listeners: (() => void)[];
let store: MemoryStore;
let stop: () => void;

beforeEach(async () => {
  vi.stubGlobal("location", { href: "http://localhost/", assign });
  listeners = [];
  vi.spyOn(session, "subscribe").mockImplementation((listener) => {
    listeners.push(listener);
    return () => undefined;
  });
  store = Object.assign(new MemoryStore(() => "client"), { isKept: true });
  vi.spyOn(device, "keptJournal").mockResolvedValue({ store });
  followSession();
  signIn("ana");
  await journalIsOpen();
  // Where an earlier test has ended it.
  startSync({ getToken: async () => null, user: "ana", place: { store } });
});
afterEach(async () => {
  stop();
  await stopSync();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  assign.mockReset();
});

function signIn(id: string): void {
  const user = { id, name: id, email: `${id}@example.org`, is_owner: false };
  vi.spyOn(session, "state").mockReturnValue({ status: "signed_in", user });
  for (const listener of listeners) listener();
}

/** Ana has typed too much in this tab, and it is `kept` or not. */
function typeTooMuch(keep: (words: string) => Promise<unknown>): void {
  let words = "too many";
  const setAside = async () => {
    if (words !== "") await keep(words);
    words = "";
  };
  stop = beforeLeaving({ save: async () => undefined, words: () => words, setAside });
}

it("keeps words that cannot be saved for their user before somebody else's journal is opened", async () => {
  typeTooMuch((text) => mutate.setAside({ name: "entry.edit@1", args: { id: "e", text } }, "1 character too many."));
  signIn("ben");
  await vi.waitFor(() => expect(assign).toHaveBeenCalledWith("/"));
  expect(snapshotOf(store).not_accepted).toMatchObject([{ args: { text: "too many" } }]);
});

it("leaves them in the tab where they cannot be kept, with nothing of what is", async () => {
  await mutate.createEntry({ id: "f", text: "kept" });
  typeTooMuch(() => Promise.reject(new Error("no room")));
  signIn("ben");
  await act(async () => void render(<OthersPage />));
  expect(await screen.findByRole("textbox")).toHaveValue("too many");
  expect(assign).not.toHaveBeenCalled();
});
