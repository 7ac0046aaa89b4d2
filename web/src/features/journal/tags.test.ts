import { describe, expect, it } from "vitest";
import { tagsOf } from "./tags";

describe("tagsOf", () => {
  it("lists each tag once, the most used first", () => {
    expect(tagsOf([{ tags: ["b", "a"] }, { tags: ["c", "b"] }, { tags: [] }])).toEqual(["b", "a", "c"]);
  });
});
