import { afterAll, expect, it } from "vitest";
import { runMany } from "./many";
import { CoreProgram } from "./real-core";

/**
 * Random schedules of the engine against the server's own core, which `SYNC_CORE` names. `cargo xtask campaign engine`
 * builds it and runs this.
 */
export function againstTheCore(kind: string, own: boolean): void {
  const { SYNC_CORE = "", SYNC_SEED = "1", SYNC_SCHEDULES = "1" } = process.env;
  const [firstSeed, schedules] = [Number(SYNC_SEED), Number(SYNC_SCHEDULES)];
  const core = new CoreProgram(SYNC_CORE);
  afterAll(() => core.end());

  it(`${kind}: keeps every promise against the server's core, from seed ${firstSeed} on, ${schedules} times`, async () => {
    const seen = await runMany({ firstSeed, schedules, own, makeCore: (pageRows) => core.next(pageRows) });
    process.stdout.write(`${kind}: ${schedules} schedules, ${JSON.stringify(seen)}\n`);
    expect(seen.written).toBeGreaterThan(schedules);
  }, 0);
}
