import { render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { inMemory, mutate, startSync, stopSync } from "@/sync";
import { SignedOutPage } from "./SignedOutPage";

beforeEach(() => startSync({ getToken: async () => null, user: "ana", place: inMemory() }));
afterEach(stopSync);

it("says that words are saved by signing in", async () => {
  await mutate.createEntry({ id: "e", text: "only here" });
  render(<SignedOutPage />);
  expect(screen.getByText(/Sign in to save them/)).toBeVisible();
});

it("does not say so of words that were not accepted, which nothing will send", async () => {
  await mutate.createEntry({ id: "e", text: "only here" });
  await mutate.setAside({ name: "entry.edit@1", args: { id: "e", text: "too many" } }, "1 character too many.");
  render(<SignedOutPage />);
  expect(screen.getByText(/Copy what you need: some cannot be saved/)).toBeVisible();
  expect(screen.queryByText(/Sign in to save them/)).toBeNull();
});
