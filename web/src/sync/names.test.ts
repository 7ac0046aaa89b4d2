import { expect, it } from "vitest";
import fixture from "../../../crates/domain/tests/fixtures/names.tsv?raw";
import { finderOf } from "./names";

const named = (name: string, id = name) => ({ id, name });

/** What is found in `text`, as written, with whom it means. */
const found = (text: string, names: readonly string[]) =>
  finderOf(names.map((name, index) => named(name, String(index))))(text)
    .map(({ person, start, end }) => `${person} ${text.slice(start, end)}`)
    .join("|");

// The server's tests read these too: both must find the same.
const cases = fixture
  .trimEnd()
  .split("\n")
  .filter((line) => !line.startsWith("#"))
  .map((line) => line.split("\t"));

it.each(cases)("finds %j in %j: %j", (names = "", text = "", expected) => {
  expect(found(text, names.split("|"))).toBe(expected);
});

it("says places in units of the browser", () => {
  expect(finderOf([named("Sam")])("🙂 Sam")).toEqual([{ person: "Sam", start: 3, end: 6 }]);
});

it("is the same finder until a name changes", () => {
  const before = finderOf([{ ...named("Sam"), notes: "a" } as never]);
  expect(finderOf([{ ...named("Sam"), notes: "b" } as never])).toBe(before);
  expect(finderOf([named("Samira")])).not.toBe(before);
});
