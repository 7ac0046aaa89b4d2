import { describe, expect, it } from "vitest";
import { afterSignIn } from "./target";

describe("afterSignIn", () => {
  it("goes on to paths of this app", () => {
    expect(afterSignIn("/journal?tag=money")).toBe("/journal?tag=money");
  });

  it("never leads to another site", () => {
    for (const wanted of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]) {
      expect(afterSignIn(wanted)).toBe("/");
    }
  });
});
