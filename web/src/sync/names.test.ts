import { describe, expect, it } from "vitest";
import { finderOf } from "./names";

const named = (name: string, id = name) => ({ id, name });

/** What is found in `text`, as written, with whom it means. */
const found = (text: string, ...names: string[]) =>
  finderOf(names.map((name, index) => named(name, String(index))))(text).map(
    ({ person, start, end }) => `${person}: ${text.slice(start, end)}`,
  );
const count = (text: string, name: string) => found(text, name).length;

// The cases of the server's own tests (crates/domain, reading/people.rs): both must find the same.
describe("names", () => {
  it("are whole words in any case", () => {
    expect(count("Sam's dog saw SAM and sam, not Samuel or Balsam.", "Sam")).toBe(3);
    expect(count("I rang my Mum", "mum")).toBe(1);
    expect(count("Zoë and zoë", "Zoë")).toBe(2);
    expect(count("O'Brien left", "O’Brien")).toBe(1);
    expect(count("yes", " . ")).toBe(0);
  });

  it("count for the longer one where two stand at one place", () => {
    expect(found("Mary Jane and Mary", "Mary", "Mary Jane")).toEqual(["1: Mary Jane", "0: Mary"]);
  });

  it("mean everyone who has them", () => {
    expect(found("Ana came", "Ana", "Ben", "ana")).toEqual(["0: Ana", "2: Ana"]);
  });

  it.each([
    ["I hope he will come with joy and grace", "Will", 0],
    ["I talked to Will about it", "Will", 1],
    ["Will he come? Grace is what I need.", "Will", 0],
    ["Joy called me", "Joy", 1],
    ["Grace hugged me", "grace", 1],
    ["Joy is rare. I saw Joy today.", "Joy", 2],
    ["Hope is rare.", "Hope", 0],
    ["We met in May, then May's party", "May", 1],
    ["WILL YOU", "Will", 0],
    ["Jo said so", "Jo", 1],
  ])("that are words need a capital and a place: %s → %s, %i", (text, name, times) => {
    expect(count(text, name)).toBe(times);
  });

  it("are found in scripts without spaces", () => {
    expect(count("昨日花子と話した", "花子")).toBe(1);
    expect(count("민수가 왔다", "민수")).toBe(1);
  });

  it("may hold what means something else to a search", () => {
    expect(count("Met J.R. (Bob) and Bob", "J.R. (Bob)")).toBe(1);
    expect(count("JXR. Bob", "J.R.")).toBe(0);
  });

  it("stand where they are, also behind characters that take two places", () => {
    expect(finderOf([named("Sam")])("🙂 Sam")).toEqual([{ person: "Sam", start: 3, end: 6 }]);
  });
});

it("is the same finder until a name changes", () => {
  const before = finderOf([{ ...named("Sam"), notes: "a" } as never]);
  expect(finderOf([{ ...named("Sam"), notes: "b" } as never])).toBe(before);
  expect(finderOf([named("Samira")])).not.toBe(before);
});
