import { expect, it } from "vitest";
import { chosenFilters, typedFilters } from "./standing";

it("tells each filter that was typed from the rest of the search", () => {
  const filter = { q: 'light tag:home -person:"Mary Jane" sea', mood: 4 as const };
  expect(typedFilters(filter)).toEqual([
    { key: "q 6", word: "tag:home", without: { q: 'light -person:"Mary Jane" sea', mood: 4 } },
    { key: "q 15", word: '-person:"Mary Jane"', without: { q: "light tag:home sea", mood: 4 } },
  ]);
  expect(typedFilters({ q: "status:draft" })).toEqual([{ key: "q 0", word: "status:draft", without: {} }]);
});

it("does not count what was left out", () => {
  expect(typedFilters({ q: "light mood:lovely" })).toEqual([]);
});

it("names the filters that were chosen", () => {
  const filter = { q: "sea", tag: "home", status: "draft" as const, person: "gone" };
  expect(chosenFilters(filter, [])).toEqual([
    { key: "person", word: "Someone deleted", without: { q: "sea", tag: "home", status: "draft" } },
    { key: "tag", word: "#home", without: { q: "sea", person: "gone", status: "draft" } },
    { key: "status", word: "Drafts", without: { q: "sea", person: "gone", tag: "home" } },
  ]);
});

it("tells filters apart that have the same words", () => {
  const people = [{ id: "p", name: "#home" }];
  const standing = [...chosenFilters({ person: "p", tag: "home" }, people), ...typedFilters({ q: "tag:sea tag:sea" })];
  expect(new Set(standing.map(({ word }) => word)).size).toBe(2);
  expect(new Set(standing.map(({ key }) => key)).size).toBe(4);
});
