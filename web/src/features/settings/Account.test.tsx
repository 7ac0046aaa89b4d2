import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { signOut } from "@/app/sync";
import { inMemory, mutate, type Place, startSync, stopSync } from "@/sync";
import { Account } from "./Account";

vi.mock("@/app/sync", () => ({ signOut: vi.fn(async () => undefined) }));

const ana = { id: "ana", name: "Ana", email: "ana@example.org", is_owner: false };
let place: Place;

beforeEach(() => {
  place = inMemory();
  startSync({ getToken: async () => null, user: "ana", place });
  render(<Account user={ana} />);
});
afterEach(async () => {
  await act(stopSync);
  vi.mocked(signOut).mockReset().mockResolvedValue(undefined);
});

const ask = () => userEvent.click(screen.getByRole("button", { name: "Sign out" }));
const edit = (text: string) => ({ name: "entry.edit@1", args: { id: "e", text } }) as const;

it("signs out at once where there is nothing to lose", async () => {
  await ask();
  expect(signOut).toHaveBeenCalledOnce();
});

it("asks before words are deleted that were set aside, and were never to be sent", async () => {
  await act(() => mutate.setAside(edit("too many"), "1 character too many."));
  await ask();
  expect(signOut).not.toHaveBeenCalled();
  const question = within(screen.getByRole("alertdialog"));
  expect(question.getByText("1 change is not on the server and would be lost.")).toBeVisible();
  await userEvent.click(question.getByRole("button", { name: "Sign out" }));
  expect(signOut).toHaveBeenCalledOnce();
});

it("counts what was refused with what waits", async () => {
  const refused = { ...edit("no"), id: "c.9", at: "2026-01-01T00:00:00Z", code: "c", detail: "d" };
  await act(() => place.store.write((tx) => tx.setNotAccepted([refused])));
  await act(async () => void (await mutate.createEntry({ id: "f", text: "waits" })));
  await ask();
  expect(screen.getByText("2 changes are not on the server and would be lost.")).toBeVisible();
  expect(signOut).not.toHaveBeenCalled();
});
