import { it } from "vitest";
import { runSchedule } from "./testing/campaign";

it("long", async () => {
  for (let seed = 100_000; seed < 130_000; seed++)
    await runSchedule({ seed, steps: 60 + (seed % 200) }).catch((e) => {
      console.log("SEED", seed, String(e).slice(0, 300));
      throw e;
    });
}, 3_000_000);
