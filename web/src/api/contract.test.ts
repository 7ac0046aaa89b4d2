import { describe, expect, it } from "vitest";
import { at } from "./contract";

describe("at", () => {
  it("fills in parameters, so that none of them can change the path", () => {
    expect(at("/dashboard")).toBe("/dashboard");
    expect(at("/auth/sessions/{id}", { id: "../../entries?x" })).toBe("/auth/sessions/..%2F..%2Fentries%3Fx");
  });
});
