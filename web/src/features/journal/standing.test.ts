import { expect, it } from "vitest";
import { chosenFilters, typedFilters } from "./standing";

it("tells each filter that was typed from the rest of the search", () => {
  const filter = { q: 'light tag:home -person:"Mary Jane" sea', mood: 4 as const };
  expect(typedFilters(filter)).toEqual([
    { word: "tag:home", without: { q: 'light -person:"Mary Jane" sea', mood: 4 } },
    { word: '-person:"Mary Jane"', without: { q: "light tag:home sea", mood: 4 } },
  ]);
  expect(typedFilters({ q: "status:draft" })).toEqual([{ word: "status:draft", without: {} }]);
});

it("does not count what was left out", () => {
  expect(typedFilters({ q: "light mood:lovely" })).toEqual([]);
});

it("names the filters that were chosen", () => {
  const filter = { q: "sea", tag: "home", status: "draft" as const, person: "gone" };
  expect(chosenFilters(filter, [])).toEqual([
    { word: "Someone deleted", without: { q: "sea", tag: "home", status: "draft" } },
    { word: "#home", without: { q: "sea", person: "gone", status: "draft" } },
    { word: "Drafts", without: { q: "sea", person: "gone", tag: "home" } },
  ]);
});
