import { act, render, renderHook, screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import type { Entry } from "@/sync/react";
import { row } from "@/testing/sitting";
import { Preview } from "./Preview";
import type { Pair } from "./pair";
import { useComparison } from "./useComparison";

const ONE = "Coffee at nine.\n\nThe tap drips.\n\nEarly to bed.";
const OTHER = "Coffee at ten.\n\nThe tap drips.\n\nLate to bed.";

const version = (change: Partial<Entry>): Entry => ({ ...row(), saving: "conflict", ...change });

const pairOf = (change: Partial<Entry> = {}): Pair => ({
  one: version({ id: "e", vid: "x.1", text: ONE, title: "Nine" }),
  other: version({ id: "f", vid: "y.1", text: OTHER, title: "Ten", conflict_of: "e", ...change }),
});

const open = (pair: Pair) => renderHook(() => useComparison(pair)).result;

beforeEach(() => sessionStorage.clear());

it("keeps what was chosen through a reload, and no words of it", () => {
  const first = open(pairOf());
  const [, second] = first.current.questions;
  if (!second) throw new Error("there are two differences");
  act(() => first.current.choose(second, "other"));
  act(() => first.current.chooseTitle("Ten"));
  const again = open(pairOf());
  expect([...again.current.choices]).toEqual([[second.key, "other"]]);
  expect(again.current.title).toBe("Ten");
  expect(JSON.stringify({ ...sessionStorage })).not.toMatch(/coffee|bed|ten/i);
});

it("knows nothing of other versions, nor of what was settled", () => {
  const first = open(pairOf());
  act(() => first.current.chooseAll("one"));
  expect(open(pairOf({ vid: "y.2" })).current.choices.size).toBe(0);
  expect(open(pairOf()).current.choices.size).toBe(2);
  act(() => first.current.end());
  expect(open(pairOf()).current.choices.size).toBe(0);
  expect(sessionStorage.length).toBe(0);
});

it.each(["local", "kept", "syncing"] as const)(
  "notes nothing while a version is not on the server, which keeps its name while its words change (%s)",
  (saving) => {
    const settled = open(pairOf());
    act(() => settled.current.chooseAll("one"));
    expect(open(pairOf({ saving })).current.choices.size).toBe(0);
    const waiting = open(pairOf({ saving }));
    act(() => waiting.current.chooseAll("one"));
    expect(waiting.current.choices.size).toBe(2);
    expect(sessionStorage.length).toBe(0);
  },
);

it("notes nothing that follows from the words, and knows nothing of a title that was changed since", () => {
  const noted = (pair: Pair) => {
    const { current } = open(pair);
    act(() => current.chooseAll("one"));
    return JSON.stringify({ ...sessionStorage });
  };
  const before = noted(pairOf());
  expect(noted(pairOf({ text: OTHER.replace("ten", "six") }))).toBe(before);
  const later = { title: "Six", updated_at: "2026-01-02T00:00:00Z" };
  expect(open(pairOf(later)).current.choices.size).toBe(0);
});

it("takes what it cannot read for nothing", () => {
  sessionStorage.setItem("hearken.compare.e.f", '{"vids": 1}');
  expect(open(pairOf()).current.choices.size).toBe(0);
});

it("shows the title that was chosen in the result", () => {
  const { rerender } = render(<Preview title={undefined} pieces={[]} onGoTo={() => undefined} />);
  expect(screen.getByRole("button", { name: "Title not chosen yet" })).toBeVisible();
  rerender(<Preview title="Ten" pieces={[]} onGoTo={() => undefined} />);
  expect(screen.getByRole("region", { name: "The result" })).toHaveTextContent("Ten");
});
