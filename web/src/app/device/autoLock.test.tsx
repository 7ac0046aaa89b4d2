import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ManualClock } from "@/sync/testing/clock";
import { dropAnswer, noteAnswer } from "./answer";
import { lockWhenHidden } from "./autoLock";
import { dropFallen, noteSeen } from "./fallen";

let clock: ManualClock;
let locked: number;
let stop: () => void;

function show(state: DocumentVisibilityState): void {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
}

beforeEach(() => {
  localStorage.clear();
  noteAnswer({ user: "ana", own: true, minutes: 5 });
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

it("stays open while another tab is looked at, and counts from when that went out of sight", async () => {
  show("hidden");
  for (let minute = 0; minute < 12; minute += 1) {
    noteSeen(clock.now());
    await clock.advance(60_000);
  }
  expect(locked).toBe(0);
  await clock.advance(239_999);
  expect(locked).toBe(0);
  await clock.advance(1);
  expect(locked).toBe(1);
});

it("does not lock on return when another tab was looked at meanwhile", () => {
  show("hidden");
  vi.spyOn(clock, "now").mockReturnValue(clock.now() + 300_000);
  noteSeen(clock.now() - 1_000);
  show("visible");
  expect(locked).toBe(0);
});

it("tells the others for as long as it is looked at", async () => {
  await clock.advance(600_000);
  const before = localStorage.getItem("hearken.seen");
  await clock.advance(15_000);
  expect(localStorage.getItem("hearken.seen")).not.toBe(before);
  show("hidden");
  const last = localStorage.getItem("hearken.seen");
  await clock.advance(60_000);
  expect(localStorage.getItem("hearken.seen")).toBe(last);
});

it("locks in time although the clock was set back", async () => {
  show("hidden");
  clock.set(-3_600_000);
  await clock.advance(300_000);
  expect(locked).toBe(1);
});

it("leaves no trace of a lock that is gone", () => {
  dropFallen();
  dropAnswer("ana");
  show("hidden");
  expect(localStorage.length).toBe(0);
});
