import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { coverWith } from "./device";
import { forgetFallen, hasFallen } from "./fallen";
import { followLock } from "./followLock";
import { lockNow } from "./lockNow";

const root = document.documentElement;
const reload = vi.fn();

/** Another tab writes to what all of them share. */
function elsewhere(key: string, value: string): void {
  localStorage.setItem(key, value);
  window.dispatchEvent(new StorageEvent("storage", { key }));
}
const fallsElsewhere = () => elsewhere("hearken.fallen", crypto.randomUUID());
let stop: () => void = () => undefined;

/** What is known of the browser's lock, as another tab has left it. */
function answered(minutes?: number): void {
  const answer = { user: "ana", own: true, ...(minutes === undefined ? {} : { minutes }) };
  elsewhere("hearken.device", JSON.stringify([answer]));
}

/** A page of a user who has a lock, or not, as it begins. */
function begin(minutes?: number): void {
  answered(minutes);
  forgetFallen();
  stop = followLock();
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("location", { ...window.location, reload });
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  reload.mockReset();
  root.hidden = false;
});

it("falls with the lock of another tab, off the screen at once, and tells nobody", async () => {
  begin(5);
  fallsElsewhere();
  const told = localStorage.getItem("hearken.fallen");
  expect(root.hidden).toBe(true);
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());
  expect(localStorage.getItem("hearken.fallen")).toBe(told);
});

it("falls as soon as another tab has set a lock", async () => {
  begin();
  fallsElsewhere();
  expect(root.hidden).toBe(false);
  answered(5);
  fallsElsewhere();
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());
});

it("falls when it is looked at, if it was not told", async () => {
  begin(5);
  localStorage.setItem("hearken.fallen", "while this tab slept");
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());
});

it("tells the others when it falls by itself", async () => {
  begin(5);
  await lockNow();
  expect(localStorage.getItem("hearken.fallen")).not.toBeNull();
  expect(hasFallen()).toBe(false);
});

it("does not fall by what was before it", () => {
  localStorage.setItem("hearken.fallen", "yesterday");
  begin(5);
  document.dispatchEvent(new Event("visibilitychange"));
  expect(root.hidden).toBe(false);
});

// The last one: what covers a page is never taken off it.
it("leaves in sight what it shows of words that only this tab holds", async () => {
  begin(5);
  coverWith(() => null);
  fallsElsewhere();
  document.dispatchEvent(new Event("visibilitychange"));
  expect(root.hidden).toBe(false);
});
