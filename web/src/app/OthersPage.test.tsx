import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { inMemory, mutate, startSync, stopSync } from "@/sync";
import { OthersPage } from "./OthersPage";

beforeEach(() => startSync({ getToken: async () => null, user: "ana", place: inMemory() }));
afterEach(stopSync);

const shown = () => screen.getAllByRole("textbox").map((field) => (field as HTMLTextAreaElement).value);

it("shows every word that was set aside, beside what was written over it", async () => {
  const edit = (text: string) => ({ name: "entry.edit@1", args: { id: "e", text } }) as const;
  await mutate.setAside(edit("too many"), "1 character too many.");
  await mutate.setAside(edit("too many again"), "1 character too many.");
  await mutate.editEntry({ id: "e", text: "fewer", seen: { vid: "x.1", text: "" } });
  await act(async () => void render(<OthersPage />));
  expect(shown()).toEqual(["too many", "too many again", "fewer"]);
});
