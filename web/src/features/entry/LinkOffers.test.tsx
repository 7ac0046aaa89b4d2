import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { currentClient, mutate } from "@/sync";
import { unread } from "@/sync/mutators";
import { type Entry, usePeople } from "@/sync/react";
import type { PersonRow } from "@/sync/rows";
import { toastStore } from "@/ui/toasts";
import { LinkOffers } from "./LinkOffers";

vi.mock(import("@/sync/react"), { spy: true });
vi.mock(import("@/sync"), { spy: true });

const person = (id: string, name: string): PersonRow => ({ id, name, relationship: "other", notes: "" });
const found = (...people: string[]) => ({
  ...unread("e"),
  evidence: people.map((label) => ({
    kind: "person",
    label,
    quote: "them",
    start: 0,
    end: 0,
    polarity: null,
    strength: 1,
  })),
});

let entry: Entry;

beforeEach(() => {
  entry = { id: "e", people: ["1"], text: "I saw them." } as Entry;
  vi.mocked(usePeople).mockReturnValue([person("1", "Mum"), person("2", "Sam"), person("3", "Zoë")]);
  vi.mocked(currentClient).mockReturnValue({ view: { entry: () => entry } } as unknown as ReturnType<
    typeof currentClient
  >);
  vi.spyOn(mutate, "setEntry").mockImplementation(async (change) => {
    entry = { ...entry, ...change } as Entry;
    return "c.1";
  });
});

it("offers only who was found and is not linked", () => {
  render(<LinkOffers entry={entry} analysis={found("1", "2", "deleted")} />);
  expect(screen.getAllByRole("button").map((button) => button.textContent)).toEqual(["About Sam"]);
});

it("offers nobody whose name has gone from the words since they were read", () => {
  render(<LinkOffers entry={{ ...entry, text: "I saw nobody." }} analysis={found("2")} />);
  expect(screen.queryByRole("button")).toBeNull();
});

it("offers who is in the words without the reading having known them", () => {
  render(<LinkOffers entry={{ ...entry, text: "Zoë rang." }} analysis={found()} />);
  expect(screen.getAllByRole("button").map((button) => button.textContent)).toEqual(["About Zoë"]);
});

it("says nothing when there was nothing to do", async () => {
  render(<LinkOffers entry={entry} analysis={found("2")} />);
  const before = toastStore.get();
  entry = { ...entry, people: ["1", "2"] };
  await userEvent.click(screen.getByRole("button", { name: "About Sam" }));
  expect(mutate.setEntry).not.toHaveBeenCalled();
  expect(toastStore.get()).toBe(before);
});

it("links with one press, and takes that back without touching who was linked meanwhile", async () => {
  render(<LinkOffers entry={entry} analysis={found("2")} />);
  await userEvent.click(screen.getByRole("button", { name: "About Sam" }));
  expect(entry.people).toEqual(["1", "2"]);
  const toast = toastStore.get().at(-1);
  expect(toast?.message).toBe("This entry is about Sam now.");
  entry = { ...entry, people: [...entry.people, "3"] };
  toast?.action?.run();
  await vi.waitFor(() => expect(entry.people).toEqual(["1", "3"]));
});
