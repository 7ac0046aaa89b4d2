import { describe, expect, it } from "vitest";
import { inUnits } from "./inUnits";

describe("inUnits", () => {
  it("counts what takes two units once", () => {
    const text = "🌧 <PERSON_1> 🌧 <PLACE_1>";
    const places = inUnits(text, [
      { start: 2, end: 12 },
      { start: 15, end: 24 },
    ]);
    expect(places.map(({ start, end }) => text.slice(start, end))).toEqual(["<PERSON_1>", "<PLACE_1>"]);
  });

  it("stays within the text", () => {
    expect(inUnits("a", [{ start: 0, end: 9 }])).toEqual([{ start: 0, end: 1 }]);
  });
});
