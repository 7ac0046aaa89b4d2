import { describe, expect, it } from "vitest";
import { bothTagChanges, tagChange, withTags } from "./tags";

describe("a change of tags", () => {
  it("says what was added and what was taken off, and nothing of the rest", () => {
    expect(tagChange(["a", "b"], ["b", "c"])).toEqual({ tags_add: ["c"], tags_remove: ["a"] });
    expect(tagChange(["a", "b"], ["a", "b"])).toEqual({});
  });

  it("leads from one list to the other, whatever else was added meanwhile", () => {
    const change = tagChange(["a", "b"], ["b", "c"]);
    expect(withTags(["a", "b"], change)).toEqual(["b", "c"]);
    expect(withTags(["a", "b", "elsewhere"], change)).toEqual(["b", "elsewhere", "c"]);
    expect(withTags(["c"], change)).toEqual(["c"]);
  });

  it("can be followed by another one", () => {
    const lists = [["a"], ["a", "b"], ["b"], ["b", "a"], [], ["c"]];
    for (const one of lists) {
      for (const two of lists) {
        for (const three of lists) {
          const both = bothTagChanges(tagChange(one, two), tagChange(two, three));
          expect(withTags(one, both).toSorted()).toEqual(three.toSorted());
        }
      }
    }
  });
});
