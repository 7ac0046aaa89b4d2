import { expect, it } from "vitest";
import { runSchedule } from "./testing/campaign";

const { SYNC_SEED = "1", SYNC_SCHEDULES = "300" } = process.env;
const FIRST_SEED = Number(SYNC_SEED);
const SCHEDULES = Number(SYNC_SCHEDULES);

it.each([
  { kind: "in memory", own: false },
  { kind: "kept by their browsers, whose tabs die", own: true },
])(
  "$kind: keeps every promise in random schedules",
  async ({ own }) => {
    const seen = { written: 0, copies: 0, refused: 0, epochs: 0, restores: 0, deaths: 0 };
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed += 1) {
      const { server, devices, restores } = await runSchedule({ seed, own }).catch((error: unknown) => {
        throw new Error(`seed ${seed} (SYNC_SEED=${seed} repeats it): ${String(error)}`, { cause: error });
      });
      seen.written += server.history.length;
      seen.copies += [...server.rows.keys()].filter((key) => key.includes("copy-")).length;
      seen.refused += devices.reduce((sum, { leader }) => sum + (leader?.view.notAccepted.length ?? 0), 0);
      seen.epochs += server.epoch - 1;
      seen.restores += restores;
      for (const device of devices) seen.deaths += device.deaths;
    }
    // The schedules are worth something only while they reach these places.
    const { written, deaths, ...others } = seen;
    expect(written).toBeGreaterThan(SCHEDULES * 5);
    for (const [name, count] of Object.entries(others)) expect(count, name).toBeGreaterThan(SCHEDULES / 4);
    expect(deaths > SCHEDULES).toBe(own);
  },
  300_000,
);
