import { expect, it } from "vitest";
import { runMany } from "./testing/many";

const { SYNC_SEED = "1", SYNC_SCHEDULES = "300" } = process.env;
const FIRST_SEED = Number(SYNC_SEED);
const SCHEDULES = Number(SYNC_SCHEDULES);

it.each([
  { kind: "in memory", own: false },
  { kind: "kept by their browsers, whose tabs die", own: true },
])(
  "$kind: keeps every promise in random schedules",
  async ({ own }) => {
    const seen = await runMany({ firstSeed: FIRST_SEED, schedules: SCHEDULES, own });
    // The schedules are worth something only while they reach these places.
    const { written, death, ...others } = seen;
    expect(written).toBeGreaterThan(SCHEDULES * 5);
    for (const [name, count] of Object.entries(others)) expect(count, name).toBeGreaterThan(SCHEDULES / 4);
    expect(death > SCHEDULES).toBe(own);
  },
  300_000,
);
