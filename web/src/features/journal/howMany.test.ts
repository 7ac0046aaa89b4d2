import { expect, it } from "vitest";
import { howMany } from "./howMany";

const entries = (finished: number, drafts: number) => [
  ...Array.from({ length: finished }, () => ({ status: "published" as const })),
  ...Array.from({ length: drafts }, () => ({ status: "draft" as const })),
];

it.each([
  [0, 0, "0 entries"],
  [1, 0, "1 entry"],
  [238, 1, "238 finished entries, 1 draft"],
  [1, 2, "1 finished entry, 2 drafts"],
  [0, 1, "1 draft"],
])("%i finished and %i drafts are “%s”", (finished, drafts, words) => {
  expect(howMany(entries(finished, drafts))).toBe(words);
});
