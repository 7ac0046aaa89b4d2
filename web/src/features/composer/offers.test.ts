import { describe, expect, it } from "vitest";
import type { PersonRow } from "@/sync/rows";
import { NEW_PERSON, offers } from "./offers";

const person = (id: string, name: string): PersonRow => ({ id, name, relationship: "other", notes: "" });
const people = [person("1", "Zoë"), person("2", "Amazoe"), person("3", "Sam")];

describe("offers", () => {
  it("shows everyone who is not chosen yet while nothing is typed", () => {
    expect(offers(people, ["3"], "").map((offer) => offer.label)).toEqual(["Zoë", "Amazoe"]);
  });

  it("finds names without case and accents, beginnings first, and offers to add what is new", () => {
    expect(offers(people, [], "ZOE").map((offer) => offer.value)).toEqual(["1", "2"]);
    expect(offers(people, [], " zo")).toEqual([
      { value: "1", label: "Zoë" },
      { value: "2", label: "Amazoe" },
      { value: NEW_PERSON, label: "Add zo" },
    ]);
  });

  it("does not offer to add someone a second time", () => {
    expect(offers(people, ["3"], "sam")).toEqual([]);
  });
});
