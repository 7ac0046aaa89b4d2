import { expect, it } from "vitest";
import { asTyped } from "./vid";

const CLIENT = "0192f0c1-0000-7000-8000-00000000000f";

it.each([
  { vid: `${CLIENT}.7`, typed: `${CLIENT}.7` },
  { vid: `${CLIENT}.7m205249a`, typed: `${CLIENT}.7` },
  { vid: `${CLIENT}.7m`, typed: `${CLIENT}.7` },
])("knows $vid as it was typed", ({ vid, typed }) => {
  expect(asTyped(vid)).toBe(typed);
});
