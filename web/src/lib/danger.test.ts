import { expect, it } from "vitest";
import { NOTHING } from "@/crisis/level";
import { toldOf } from "./danger";

const entry = { vid: "y.1" };
const analysis = { vid: "y.1", danger: { level: 1, violence: true }, fallback_reason: null } as const;

it("is what the server found in these very words", () => {
  expect(toldOf(entry, analysis)).toEqual({ level: 1, violence: true });
  expect(toldOf({ vid: "y.2" }, analysis)).toEqual(NOTHING);
  expect(toldOf(entry, undefined)).toEqual(NOTHING);
});

it("is acute where an older reading left the entry alone", () => {
  expect(toldOf(entry, { vid: "y.1", fallback_reason: "crisis" })).toEqual({ level: 2, violence: false });
  expect(toldOf(entry, { ...analysis, fallback_reason: "crisis" })).toEqual({ level: 2, violence: true });
});
