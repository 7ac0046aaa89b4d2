import { describe, expect, it } from "vitest";
import { lastWords, textOf } from "./mutations";

describe("textOf", () => {
  it("is every word a change carries", () => {
    expect(textOf({ name: "entry.create@1", args: { id: "e", title: "T", text: "words", tags: ["x"] } })).toBe(
      "T\n\nwords",
    );
    expect(textOf({ name: "entry.publish@1", args: { id: "e" } })).toBe("");
  });
});

describe("lastWords", () => {
  it("are the newest of each row, with the title that came before them", () => {
    expect(
      lastWords([
        { name: "entry.create@1", args: { id: "e", title: "T", text: "one" } },
        { name: "entry.set@2", args: { id: "f", mood: 2 } },
        { name: "person.set@1", args: { id: "p", notes: "kind" } },
        { name: "entry.edit@1", args: { id: "e", text: "one two" } },
      ]),
    ).toEqual([
      { about: "entry/e", text: "T\n\none two" },
      { about: "person/p", text: "kind" },
    ]);
  });
});
