/** The campaign is worth something only if it notices when a rule is missing: each one here is switched off in turn. */
import { afterEach, expect, it, vi } from "vitest";
import * as rules from "./rules";
import { type CampaignOptions, type MakeCore, runSchedule } from "./testing/campaign";
import { FakeCore } from "./testing/fake-core";
import { Violation } from "./testing/invariants";

vi.setConfig({ testTimeout: 60_000 });
vi.mock(import("./rules"), { spy: true });
afterEach(() => vi.resetAllMocks());

const SCHEDULES = 400;

async function firstViolation(options: Omit<CampaignOptions, "seed">): Promise<string> {
  for (let seed = 1; seed <= SCHEDULES; seed += 1) {
    try {
      await runSchedule({ seed, ...options });
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      process.stdout.write(`${expect.getState().currentTestName}: after ${seed} schedules\n`);
      return error.message;
    }
  }
  return "none";
}

it("notices a server that applies repetitions (R3)", async () => {
  const makeCore: MakeCore = async (pageRows, random) => new FakeCore(random, { pageRows, dedupe: false });
  expect(await firstViolation({ makeCore })).toMatch(/^exactly once/);
});

it("notices deltas and resets that are applied to another state (R1)", async () => {
  vi.mocked(rules.isExactBase).mockReturnValue(true);
  vi.mocked(rules.isExactReset).mockReturnValue(true);
  expect(await firstViolation({})).toMatch(/^(cookie|convergence|nothing lost|stuck)/);
});

it("notices that what a restored server lacks is not sent again", async () => {
  vi.mocked(rules.isKept).mockReturnValue(false);
  expect(await firstViolation({})).toMatch(/^nothing lost/);
});

it("notices that a gap is not declared which nothing can fill", async () => {
  vi.mocked(rules.isLost).mockReturnValue(false);
  expect(await firstViolation({})).toMatch(/^stuck/);
});

it("notices a snapshot that is asked for like any other pull", async () => {
  vi.mocked(rules.isSnapshot).mockReturnValue(false);
  expect(await firstViolation({})).toMatch(/^stuck/);
});

it("notices a change to what has been sent (R4)", async () => {
  vi.mocked(rules.mayMerge).mockReturnValue(true);
  expect(await firstViolation({})).toMatch(/^(nothing lost|stuck|exactly once)/);
});

it("notices a tab that writes over what another has stored (R8)", async () => {
  vi.mocked(rules.isUnchanged).mockReturnValue(true);
  expect(await firstViolation({ own: true })).toMatch(/^(nothing lost|stuck|convergence|exactly once|order|cookie)/);
});

it("notices words typed over another tab's version as it was before", async () => {
  vi.mocked(rules.isAsSeen).mockReturnValue(true);
  expect(await firstViolation({ own: true })).toMatch(/^nothing lost/);
});
