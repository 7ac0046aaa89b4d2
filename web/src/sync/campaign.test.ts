import { expect, it } from "vitest";
import { runSchedule } from "./testing/campaign";

const SCHEDULES = 300;
const { SYNC_SEED = "1" } = process.env;
const FIRST_SEED = Number(SYNC_SEED);

it(`keeps every promise in ${SCHEDULES} random schedules`, async () => {
  const seen = { written: 0, copies: 0, refused: 0, epochs: 0, restores: 0 };
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed += 1) {
    const { server, browsers, restores } = await runSchedule({ seed }).catch((error: unknown) => {
      throw new Error(`seed ${seed} (SYNC_SEED=${seed} repeats it): ${String(error)}`, { cause: error });
    });
    seen.written += server.history.length;
    seen.copies += [...server.rows.keys()].filter((key) => key.includes("copy-")).length;
    seen.refused += browsers.reduce((sum, browser) => sum + browser.view.notAccepted.length, 0);
    seen.epochs += server.epoch - 1;
    seen.restores += restores;
  }
  // The schedules are worth something only while they reach these places.
  expect(seen.written).toBeGreaterThan(SCHEDULES * 5);
  expect(seen.copies).toBeGreaterThan(SCHEDULES / 4);
  expect(seen.refused).toBeGreaterThan(SCHEDULES / 4);
  expect(seen.epochs).toBeGreaterThan(SCHEDULES / 4);
  expect(seen.restores).toBeGreaterThan(SCHEDULES / 4);
}, 60_000);
