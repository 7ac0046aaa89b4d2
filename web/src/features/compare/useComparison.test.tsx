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

it("knows nothing of other words under the same name: a version that was never sent keeps it", () => {
  const first = open(pairOf());
  act(() => first.current.chooseAll("one"));
  const text = "Coffee at six.\n\nThe tap drips.\n\nLate to bed.";
  expect(open(pairOf({ text })).current.choices.size).toBe(0);
  expect(open(pairOf({ title: "Six" })).current.choices.size).toBe(0);
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
