import { describe, expect, it } from "vitest";
import { checkName } from "./personName";

const people = [
  { id: "1", name: "Sam" },
  { id: "2", name: "Zoë" },
];

describe("checkName", () => {
  it("wants a name that nobody has yet, in any case", () => {
    expect(checkName("", people, undefined)).toBe("A name is needed.");
    expect(checkName("sam", people, undefined)).toMatch(/already/);
    expect(checkName("Zoe", people, undefined)).toBeUndefined();
  });

  it("lets someone keep their name", () => {
    expect(checkName("Sam", people, "1")).toBeUndefined();
  });
});
