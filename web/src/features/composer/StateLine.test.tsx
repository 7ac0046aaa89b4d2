import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { inMemory, type Place, startSync, stopSync } from "@/sync";
import { MemoryStore } from "@/sync/memory";
import { useEntry } from "@/sync/react";
import { ManualClock } from "@/sync/testing/clock";
import { row } from "@/testing/sitting";
import { Editing } from "./editing";
import { theJournal } from "./journal";
import { MAX_TEXT } from "./limits";
import { StateLine } from "./StateLine";

let place: Place;
let editing: Editing;
let rerender: () => void;

function Line() {
  return <StateLine editing={editing} entry={useEntry("e")} />;
}

beforeEach(() => {
  place = inMemory();
  startSync({ getToken: async () => null, user: "ana", place });
  editing = new Editing(theJournal(), new ManualClock(), "e", undefined);
  const shown = render(<Line />);
  rerender = () => shown.rerender(<Line />);
});
afterEach(stopSync);

const type = (text: string) => act(async () => editing.type(text));
const save = () => act(() => editing.save());
/** The server has taken the words as its version `rev`. */
const arrive = (text: string, rev: number, text_at = "2026-01-01T00:00:00Z") =>
  act(() =>
    place.store.write(async (tx) => {
      await tx.putRow({ t: "entry", id: "e", rev, d: row({ vid: `x.${rev}`, text, text_at }) });
      await tx.setOutbox([]);
    }),
  );
const said = () => [screen.getAllByRole("status").at(-1)?.textContent, screen.queryByRole("alert")?.textContent ?? ""];
const line = () => document.getElementById("composer-state")?.textContent;

it("is read out when the words are saved, and not at every step to there", async () => {
  await type("Rain.");
  await save();
  expect(line()).toContain("Only in this tab");
  expect(said()).toEqual(["", ""]);
  await arrive("Rain.", 1);
  expect(line()).toContain("Saved");
  expect(said()).toEqual(["Saved", ""]);
  await type("Rain. Wind.");
  expect(line()).toContain("Only in this tab");
  expect(said()).toEqual(["", ""]);
  await save();
  await arrive("Rain. Wind.", 2);
  expect(line()).toContain("Saved");
  expect(said()).toEqual(["", ""]);
});

it("is read out at once when there is too much, without every character of it, and when that is over", async () => {
  await type("x".repeat(MAX_TEXT + 2));
  expect(line()).toContain("2 characters too many");
  const tooLong = ["", "Too long: only in this tab until it is shorter"];
  expect(said()).toEqual(tooLong);
  await type("x".repeat(MAX_TEXT + 1));
  expect(said()).toEqual(tooLong);
  await type("x");
  await save();
  expect(said()).toEqual(["", ""]);
  await type("x".repeat(MAX_TEXT + 1));
  expect(said()).toEqual(tooLong);
  await type("x");
  await arrive("x", 1);
  expect(said()).toEqual(["Saved", ""]);
});

it("says once, on one's own device, that what is too long is kept there", async () => {
  await act(stopSync);
  const store = Object.assign(new MemoryStore(() => "client"), { isKept: true });
  act(() => startSync({ getToken: async () => null, user: "ana", place: { store } }));
  editing = new Editing(theJournal(), new ManualClock(), "e", undefined);
  rerender();
  await type("x".repeat(MAX_TEXT + 1));
  expect(line()).toContain("1 character too many for one entry. Not saved yet");
  expect(said()).toEqual(["", ""]);
  await save();
  expect(line()).toContain("1 character too many to send as one entry. Kept on this device");
  expect(said()).toEqual(["Too long to send as one entry. It is kept on this device.", ""]);
  await type("x".repeat(MAX_TEXT + 2));
  await save();
  expect(line()).toContain("2 characters too many to send as one entry. Kept on this device");
  expect(said()).toEqual(["", ""]);
});

/** Words that the server would not take are put aside when the page is left. */
const setAside = async (text: string, why: string) => {
  await type(text);
  await act(() => editing.setAside(why));
};
const tooMany = "x".repeat(MAX_TEXT + 1);

it.each([
  ["goes before", "2001-01-01T00:00:00Z"],
  ["goes after", "2101-01-01T00:00:00Z"],
])(
  "has the words copied that were not accepted, until others are saved, though the server's clock %s",
  async (_, at) => {
    const writeText = vi.fn(async (_: string) => undefined);
    Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
    await arrive("Rain.", 1, at);
    editing = new Editing(theJournal(), new ManualClock(), "e", row({ vid: "x.1", text: "Rain." }));
    await setAside(tooMany, "1 character too many.");
    editing = new Editing(theJournal(), new ManualClock(), "e", row({ vid: "x.1", text: "Rain." }));
    await arrive("Rain.", 1, at);
    rerender();
    expect(line()).toContain("Not accepted: 1 character too many.");
    await act(async () => screen.getByRole("button", { name: /Cop/ }).click());
    expect(writeText.mock.calls).toEqual([[tooMany]]);
    await type("Rain. Wind.");
    await save();
    expect(line()).not.toContain("Not accepted");
    await arrive("Rain. Wind.", 2, at);
    expect(line()).toContain("Saved");
    expect(said()).toEqual(["Saved", ""]);
  },
);

it("tells no longer of words that were set aside once others are saved as the same version", async () => {
  await type("Rain.");
  await save();
  await setAside(tooMany, "1 character too many.");
  await type("Rain.");
  expect(line()).toContain("Not accepted");
  await type("Rain. Wind.");
  await save();
  expect(line()).not.toContain("Not accepted");
});
