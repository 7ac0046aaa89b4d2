import { expect, it } from "vitest";
import type { HealthSummary } from "@/api/personHealth";
import type { PersonRow } from "@/sync/rows";
import { isAnyWorthALook, worthALook } from "./worthALook";

const people = ["Ada", "Ben", "Cleo", "Dora"].map((name) => ({ id: name, name }) as PersonRow);

function changes(by: Record<string, [change: number, certainty: HealthSummary["trend_certainty"]]>) {
  const entries = Object.entries(by).map(([id, [trend_change, trend_certainty]]) => [
    id,
    { trend_change, trend_certainty } as HealthSummary,
  ]);
  return new Map(entries as [string, HealthSummary][]);
}

it("puts those first about whom most changed, for better or worse, and leaves the others in their order", () => {
  const health = changes({ Ben: [4, "supported"], Cleo: [30, "unclear"], Dora: [-9, "supported"] });
  expect(worthALook(people, health).map(({ id }) => id)).toEqual(["Dora", "Ben", "Ada", "Cleo"]);
  expect(isAnyWorthALook(health)).toBe(true);
});

it("keeps the order where no change is borne out, or nothing is known", () => {
  const health = changes({ Cleo: [30, "unclear"], Dora: [0, "supported"] });
  expect(worthALook(people, health)).toEqual(people);
  expect(isAnyWorthALook(health)).toBe(false);
  expect(worthALook(people, undefined)).toEqual(people);
});
