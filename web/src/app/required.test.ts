import { describe, expect, it } from "vitest";
import { Problem } from "@/api/problem";
import { requireFields } from "./required";

function missing(fields: Record<string, string>): readonly string[] {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  try {
    requireFields(data, Object.keys(fields));
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return Object.keys(error.fields);
  }
}

describe("requireFields", () => {
  it("names all that is empty at once", () => {
    expect(missing({ name: "  ", email: "", password: "" })).toEqual(["name", "email", "password"]);
    expect(missing({ name: "Ada", email: "a@b.example" })).toEqual([]);
  });

  it("takes a password of spaces as one", () => {
    expect(missing({ password: "        ", current_password: " ", new_password: "  " })).toEqual([]);
  });
});
