import { beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "@/sync/testing/clock";
import { Pace } from "./pace";

let clock: ManualClock;
let pace: Pace;
/** When what was stored was sent: a store puts off what waits, as the outbox does. */
let sent: number[];
let stopWaiting: () => void;
let begun: number;

beforeEach(() => {
  clock = new ManualClock();
  sent = [];
  stopWaiting = () => undefined;
  begun = clock.elapsed();
  pace = new Pace(clock, (due) => {
    stopWaiting();
    stopWaiting = clock.after(due - clock.now(), () => sent.push(clock.elapsed() - begun));
  });
});

/** A key every so many milliseconds, for so long. */
async function type(every: number, milliseconds: number): Promise<void> {
  for (let time = 0; time < milliseconds; time += every) {
    pace.typed();
    await clock.advance(every);
  }
}

describe("what is typed is sent", () => {
  it("two seconds after the last key", async () => {
    await type(100, 500);
    await clock.advance(5_000);
    expect(sent).toEqual([2_400]);
  });

  it.each([100, 1_500, 1_900])("every ten seconds where a key comes every %i ms", async (every) => {
    await type(every, 30_000);
    expect(sent.length).toBeGreaterThanOrEqual(2);
    expect(sent.length).toBeLessThanOrEqual(3);
    expect(sent[0]).toBeGreaterThanOrEqual(9_000);
  });
});
