import { describe, expect, it } from "vitest";
import { mean } from "./mean";

describe("mean", () => {
  it("ignores what is missing", () => {
    expect(mean([1, null, 4])).toBe(2.5);
    expect(mean([null])).toBeNull();
  });
});
