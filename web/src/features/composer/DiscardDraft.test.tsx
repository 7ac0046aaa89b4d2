import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { currentClient, inMemory, type Place, startSync, stopSync } from "@/sync";
import { ManualClock } from "@/sync/testing/clock";
import { row } from "@/testing/sitting";
import { toastStore } from "@/ui/toasts";
import { DiscardDraft } from "./DiscardDraft";
import { Editing } from "./editing";
import { theJournal } from "./journal";
import { MAX_TEXT } from "./limits";

const navigate = vi.fn(async (_: object) => undefined);
vi.mock("@tanstack/react-router", () => ({ useNavigate: () => navigate }));

const tooLong = "x".repeat(MAX_TEXT + 1);
let place: Place;

beforeEach(() => {
  place = inMemory();
  startSync({ getToken: async () => null, user: "ana", place });
});
afterEach(async () => {
  await act(stopSync);
  for (const { id } of toastStore.get()) toastStore.close(id);
  navigate.mockClear();
});

/** Someone types `text` into a draft, discards it, and thinks better of it. */
async function discardAndUndo(text: string, created = false): Promise<void> {
  const editing = new Editing(theJournal(), new ManualClock(), "e", created ? row() : undefined);
  editing.type(text);
  render(<DiscardDraft editing={editing} />);
  await userEvent.click(screen.getByRole("button", { name: "Discard draft" }));
  await vi.waitFor(() => expect(toastStore.get()).toMatchObject([{ message: "Draft discarded" }]));
  await act(async () => toastStore.get()[0]?.action?.run());
  await currentClient()?.rest();
}

it("brings back words that were never saved", async () => {
  await discardAndUndo("It blew.");
  const [entry] = currentClient()?.view.entries() ?? [];
  expect(entry?.text).toBe("It blew.");
  expect(navigate).toHaveBeenLastCalledWith({ to: "/e/$id/edit", params: { id: entry?.id } });
});

it("sends nothing that is too long to be taken, and has it at hand", async () => {
  await discardAndUndo(tooLong);
  const change = { name: "entry.create@1", args: { text: tooLong }, detail: "1 character too many." };
  expect(currentClient()?.view.notAccepted).toMatchObject([change]);
  expect(currentClient()?.view.outbox).toEqual([]);
});

it("has words at hand that were too long to be saved in a draft", async () => {
  await place.store.write((tx) => tx.putRow({ t: "entry", id: "e", rev: 1, d: row() }));
  await discardAndUndo(tooLong, true);
  expect(currentClient()?.view.entry("e")?.text).toBe("before");
  const change = { name: "entry.edit@1", args: { id: "e", text: tooLong }, base_vid: "x.1" };
  expect(currentClient()?.view.notAccepted).toMatchObject([change]);
});
