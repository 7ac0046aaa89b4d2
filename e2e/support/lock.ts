/** The lock on what one's own device keeps. */

import { expect, type Locator, type Page } from "@playwright/test";
import { ADA } from "./account";
import * as app from "./app";

/** What opens a lock. */
type Opener = { pin: string } | "passkey";

/** Fills in a new PIN, and waits until it locks. `current`: what opens the lock that there is. */
export async function setPin(page: Page, pin: string, current?: Opener): Promise<void> {
  await newLock(page, current);
  const byPin = page.getByRole("radio", { name: "PIN" });
  if ((await byPin.count()) > 0) await byPin.check();
  await page.getByLabel("PIN", { exact: true }).and(page.locator("[name=pin]")).fill(pin);
  await page.getByLabel("Once more").fill(pin);
  await page.getByRole("button", { name: "Lock it" }).click();
  await isSet(page);
}

/** Opens the form for a new lock. `current`: what opens the lock that there is. */
export async function newLock(page: Page, current?: Opener): Promise<void> {
  await page.getByRole("button", { name: current ? "Change the lock" : "Set a lock" }).click();
  if (current) await confirm(page, current, "Go on");
  await expect(page.getByRole("dialog", { name: "Lock the copy on this device" })).toBeVisible();
}

/** Takes the lock off. */
export async function removeLock(page: Page, current: Opener): Promise<void> {
  await page.getByRole("button", { name: "Remove the lock" }).click();
  await confirm(page, current, "Remove it");
  await expect(page.getByRole("button", { name: "Set a lock" })).toBeVisible();
}

/** Shows that one can open the lock before it is changed. */
export async function confirm(page: Page, current: Opener, button: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  if (current !== "passkey") await dialog.getByLabel("PIN", { exact: true }).fill(current.pin);
  await dialog.getByRole("button", { name: button }).click();
}

/** Waits until the form is gone and there is a lock. */
export async function isSet(page: Page): Promise<void> {
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Lock now" })).toBeVisible();
}

/** Nothing is to be seen but the lock. */
export async function isLocked(page: Page): Promise<void> {
  await expect(app.heading(page)).toHaveText("Locked");
  await expect(page.getByText(/heron|door|Ada/i)).toHaveCount(0);
  await expect(page).toHaveTitle("Locked, Hearken");
}

export async function enterPin(page: Page, pin: string): Promise<void> {
  await page.getByLabel("PIN", { exact: true }).fill(pin);
  await page.getByRole("button", { name: "Open", exact: true }).click();
}

/** Deletes the copy that nobody can open, and signs in: the journal comes from the server, and the question comes again. */
export async function beginAnew(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Delete the copy and sign in" }).click();
  await expect(app.heading(page)).toHaveText("Sign in");
  await app.enterCredentials(page, ADA);
  await app.isInStep(page);
  await expect(page.getByRole("link", { name: "Herons" })).toBeVisible();
  await expect(app.deviceQuestion(page)).toBeVisible();
}

/** What asks for the passkey. */
export function openWithPasskey(page: Page): Locator {
  return page.getByRole("button", { name: "Open with the passkey" });
}

/** The tab goes out of sight. */
export async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
}
