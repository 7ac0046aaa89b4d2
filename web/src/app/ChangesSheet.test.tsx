import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { currentClient, inMemory, mutate, type Place, startSync, stopSync } from "@/sync";
import { withStage } from "@/sync/outbox";
import { ToastRegion } from "@/ui/ToastRegion";
import { toastStore } from "@/ui/toasts";
import { ChangesSheet } from "./ChangesSheet";

vi.mock("@tanstack/react-router", () => ({
  Link: ({ params, children }: { params: { id: string }; children: string }) => (
    <a href={`/e/${params.id}/edit`}>{children}</a>
  ),
}));

let place: Place;

beforeEach(async () => {
  place = inMemory();
  startSync({ getToken: async () => null, user: "ana", place });
  await mutate.createEntry({ id: "e", text: "A grey day." });
  await mutate.createPerson({ id: "p", name: "Noor" });
  render(
    <>
      <ChangesSheet onClose={() => undefined} />
      <ToastRegion />
    </>,
  );
});
afterEach(async () => {
  await stopSync();
  for (const { id } of toastStore.get()) toastStore.close(id);
});

const sheet = () => screen.getByRole("dialog");
const change = (name: string) => screen.getByText(name).closest("li") as HTMLElement;
const setClipboard = (value: unknown) => Object.defineProperty(navigator, "clipboard", { value, configurable: true });
const press = (name: string, on: HTMLElement) => userEvent.click(within(on).getByRole("button", { name }));

it("discards at once, in the list and in the heading, and brings back what was discarded", async () => {
  await waitFor(() => expect(sheet()).toHaveAccessibleName("Sign in again, 2 changes wait"));
  await press("Discard", change("New entry"));
  await waitFor(() => expect(within(sheet()).getAllByRole("listitem")).toHaveLength(1));
  expect(sheet()).toHaveAccessibleName("Sign in again, 1 change waits");
  expect(sheet()).toHaveFocus();
  await press("Undo", screen.getByText("Discarded: New entry").parentElement as HTMLElement);
  await waitFor(() => expect(change("New entry")).toHaveTextContent("A grey day."));
  expect(sheet()).toHaveAccessibleName("Sign in again, 2 changes wait");
});

it("says why a change cannot be discarded", async () => {
  await place.store.write(async (tx) => tx.setOutbox(withStage(await tx.outbox(), "sent", ({ mid }) => mid === 1)));
  await waitFor(() => expect(change("New entry")).toHaveTextContent("Under way"));
  expect(within(change("New entry")).queryByRole("button", { name: "Discard" })).toBeNull();
  expect(change("New person")).not.toHaveTextContent("Under way");
});

it("does not offer to send again what cannot be sent", async () => {
  const mutation = { name: "entry.edit@1", args: { id: "f", text: "too many" } } as const;
  await mutate.setAside(mutation, "1 character too many.");
  const aside = await waitFor(() => change("Changed entry"));
  expect(aside).toHaveTextContent("1 character too many.");
  expect(
    within(aside)
      .getAllByRole("button")
      .map((button) => button.textContent),
  ).toEqual(["Copy text", "Discard"]);
  await place.store.write((tx) => tx.setOutbox([]));
  expect(await within(sheet()).findByText("Nothing else is waiting.")).toBeVisible();
});

it("has words that were set aside gone on with, where what they were typed over is as it was", async () => {
  const create = { name: "entry.create@1", args: { id: "f", text: "too many" } } as const;
  await mutate.setAside(create, "1 character too many.");
  const aside = await waitFor(() => screen.getByText("too many").closest("li") as HTMLElement);
  expect(within(aside).getByRole("link", { name: "Go on writing" })).toHaveAttribute("href", "/e/f/edit");
  await mutate.createEntry({ id: "f", text: "fewer" });
  await waitFor(() => expect(within(aside).queryByRole("link")).toBeNull());
});

it("says how trying again has gone", async () => {
  await press("Try again", change("New entry"));
  expect(await within(change("New entry")).findByText("The server could not be reached just now.")).toBeVisible();
});

it("comes to an end of trying when what that takes cannot be had", async () => {
  const client = currentClient();
  if (!client) throw new Error("it was started");
  vi.spyOn(client, "retry").mockRejectedValue(new Error("not there"));
  await press("Try again", change("New entry"));
  expect(await within(change("New entry")).findByText("The server could not be reached just now.")).toBeVisible();
  expect(within(change("New entry")).getByRole("button", { name: "Try again" })).toBeVisible();
});

it("says that it has copied, or could not", async () => {
  const writeText = vi.fn(async (_: string) => undefined);
  setClipboard({ writeText });
  await press("Copy text", change("New entry"));
  await within(change("New entry")).findByRole("button", { name: "Copied" });
  expect(writeText).toHaveBeenCalledExactlyOnceWith("A grey day.");
  setClipboard(undefined);
  await press("Copy text", change("New person"));
  expect(await within(change("New person")).findByText(/^This browser does not let Hearken copy/)).toBeVisible();
});
