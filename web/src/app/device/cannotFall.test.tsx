import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { forgetFallen } from "./fallen";

const root = document.documentElement;
const reload = vi.fn();
let stop: () => void = () => undefined;

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal("location", { ...window.location, reload });
  vi.stubGlobal("reportError", vi.fn());
  localStorage.setItem("hearken.device", JSON.stringify([{ user: "ana", own: true, minutes: 5 }]));
  forgetFallen();
});
afterEach(() => {
  stop();
  vi.doUnmock("./lockNow");
  vi.unstubAllGlobals();
  reload.mockReset();
  root.hidden = false;
});

/** It falls in another tab, and then here. */
async function fall(): Promise<void> {
  const { followLock } = await import("./followLock");
  stop = followLock();
  await import("./lockNow").catch(() => undefined);
  localStorage.setItem("hearken.fallen", crypto.randomUUID());
  window.dispatchEvent(new StorageEvent("storage", { key: "hearken.fallen" }));
  expect(root.hidden).toBe(true);
}

it("loads the page anew, which shows the lock, where its code cannot be had", async () => {
  vi.doMock("./lockNow", () => Promise.reject(new Error("not there")));
  await fall();
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());
});

it("leaves the page as it was where the lock cannot fall: there may be words that are nowhere else", async () => {
  const lost = () => Promise.reject(new Error("not now"));
  vi.doMock("./lockNow", () => ({ lockHere: lost, lockNow: lost }));
  await fall();
  await vi.waitFor(() => expect(reportError).toHaveBeenCalledOnce());
  expect(root.hidden).toBe(false);
  expect(reload).not.toHaveBeenCalled();
});
