import { expect, it } from "vitest";
import { unknownFilters } from "./unknown";

it("knows what other programs call the filters that there are", () => {
  expect(unknownFilters("sea is:draft")).toEqual([
    { typed: "is:draft", meant: { typed: "status:draft", q: "sea status:draft" } },
  ]);
  expect(unknownFilters("-after:2026-03 sea")).toEqual([
    { typed: "-after:2026-03", meant: { typed: "-from:2026-03", q: "-from:2026-03 sea" } },
  ]);
});

it("offers nothing that would be left out again", () => {
  expect(unknownFilters("is:lovely after:easter size:9")).toEqual([
    { typed: "is:lovely" },
    { typed: "after:easter" },
    { typed: "size:9" },
  ]);
});

it("takes words for words", () => {
  expect(unknownFilters('tag:sea 9:30 https://example.org "is:draft" note: bread')).toEqual([]);
});
