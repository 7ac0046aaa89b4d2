import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ManualClock } from "@/sync/testing/clock";
import { lockWhenHidden } from "./autoLock";

let clock: ManualClock;
let locked: number;
let stop: () => void;

function show(state: DocumentVisibilityState): void {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
}

beforeEach(() => {
  clock = new ManualClock();
  locked = 0;
  stop = lockWhenHidden(5, clock, () => {
    locked += 1;
  });
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
});

it("locks after so long out of sight, and not before", async () => {
  show("hidden");
  await clock.advance(299_999);
  expect(locked).toBe(0);
  await clock.advance(1);
  expect(locked).toBe(1);
});

it("does not while one looks, however long", async () => {
  show("hidden");
  await clock.advance(200_000);
  show("visible");
  await clock.advance(1_000_000);
  expect(locked).toBe(0);
});

it("locks on return, when the browser had put the page to sleep", () => {
  show("hidden");
  vi.spyOn(clock, "now").mockReturnValue(clock.now() + 300_000);
  show("visible");
  expect(locked).toBe(1);
});
