import { describe, expect, it } from "vitest";
import { textOf } from "./mutations";

describe("textOf", () => {
  it("is every word a change carries", () => {
    expect(textOf({ name: "entry.create@1", args: { id: "e", title: "T", text: "words", tags: ["x"] } })).toBe(
      "T\n\nwords",
    );
    expect(textOf({ name: "entry.publish@1", args: { id: "e" } })).toBe("");
  });
});
