import { describe, expect, it } from "vitest";
import { newId } from "./ids";
import { ManualClock, SeededRandom } from "./testing/clock";

describe("newId", () => {
  it("is a UUIDv7 that sorts by the moment it was made", async () => {
    const [clock, random] = [new ManualClock(), new SeededRandom(1)];
    const ids: string[] = [];
    for (let count = 0; count < 50; count += 1) {
      ids.push(newId(clock, random));
      await clock.advance(1);
    }
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([...ids].sort()).toEqual(ids);
    expect(Number.parseInt(ids[0]?.replace("-", "").slice(0, 12) ?? "", 16)).toBe(Date.UTC(2026, 0, 1));
  });
});
