/** A passkey that locks what one's own device keeps. */

import type { Page } from "@playwright/test";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { Authenticator } from "../support/authenticator";
import {
  beginAnew,
  enterPin,
  hide,
  isLocked,
  isSet,
  newLock,
  openWithPasskey,
  removeLock,
  setPin,
} from "../support/lock";
import { expect, test } from "../support/test";

const PIN = "seven grey geese";

// Passkeys belong to a name.
test.use({ host: "localhost" });

test.beforeEach(async ({ page, ada }) => {
  await ada.createEntry({ text: "The heron is back.", title: "Herons" });
  await ada.everythingIsRead();
  await app.signIn(page, ADA);
  await app.keepACopy(page);
  await app.goTo(page, "Settings");
});

test("nothing is to be seen without it, and everything with it, also without a connection", async ({
  page,
  context,
  watch,
  ada,
}) => {
  await Authenticator.plugIn(page);
  await lockWithPasskey(page);
  watch.expectOutage();
  await app.writeOffline(page, "Behind the door.");
  await app.goTo(page, "Settings");
  await lockNow(page);
  await openWithPasskey(page).click();
  await expect(app.heading(page)).toHaveText("Settings");

  // Opened anew, it is asked for by itself.
  await page.reload();
  await app.goTo(page, "Journal");
  await expect(page.getByRole("link", { name: "Herons" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Behind the door." })).toBeVisible();

  await context.setOffline(false);
  await app.isInStep(page);
  expect(await ada.entries()).toMatchObject([{ text: "Behind the door." }, { title: "Herons" }]);
});

test("what is not confirmed opens nothing, however often the page is loaded", async ({ page }) => {
  const authenticator = await Authenticator.plugIn(page);
  await lockWithPasskey(page);
  await authenticator.isAttended(false);
  for (let time = 0; time < 2; time += 1) {
    await page.reload();
    await isLocked(page);
    await expect(page.getByRole("button", { name: "Waiting for the passkey" })).toBeVisible();
  }
  await authenticator.isAttended(true);
  await page.reload();
  await expect(app.heading(page)).toHaveText("Settings");

  await authenticator.refuse();
  await page.reload();
  await isLocked(page);
  await expect(page.getByRole("alert")).toContainText("Nothing was opened");
  await openWithPasskey(page).click();
  await expect(page.getByRole("alert")).toContainText("Nothing was opened");
  await page.reload();
  await isLocked(page);
  await expect(page.getByRole("alert")).toContainText("Nothing was opened");
});

test("a passkey that answers only when it is asked once more is as good", async ({ page }) => {
  await Authenticator.plugIn(page, "when asked");
  await lockWithPasskey(page);
  await lockNow(page);
  await openWithPasskey(page).click();
  await expect(app.heading(page)).toHaveText("Settings");
});

test("what was not confirmed, or cannot lock, locks nothing", async ({ page }) => {
  const stranger = await Authenticator.plugIn(page);
  await stranger.refuse();
  await newLock(page);
  await createPasskey(page);
  await expect(page.getByRole("alert")).toContainText("Nothing has changed");
  await stranger.remove();

  await Authenticator.plugIn(page, "never");
  await createPasskey(page);
  await expect(page.getByRole("alert")).toContainText("This passkey can sign in, but cannot lock anything.");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("button", { name: "Set a lock" })).toBeVisible();
  await page.reload();
  await expect(app.heading(page)).toHaveText("Settings");
});

test("a PIN takes its place, it takes the place of a PIN, and then there is no lock", async ({ page }) => {
  const authenticator = await Authenticator.plugIn(page);
  await lockWithPasskey(page);
  await expect(page.getByText("Hearken asks for your passkey when it is opened")).toBeVisible();
  await setPin(page, PIN, "passkey");
  await expect(page.getByText("Hearken asks for your PIN when it is opened")).toBeVisible();
  await lockNow(page);
  await enterPin(page, PIN);
  await expect(app.heading(page)).toHaveText("Settings");

  await newLock(page, { pin: PIN });
  await page.getByRole("radio", { name: /^Passkey/ }).check();
  await createPasskey(page);
  await isSet(page);
  await lockNow(page);
  await openWithPasskey(page).click();
  await removeLock(page, "passkey");
  await expect.poll(() => authenticator.count(), "what locks nothing any more is taken out").toBe(0);
  await page.reload();
  await expect(app.heading(page)).toHaveText("Settings");
  await app.isInStep(page);
});

test("who no longer has it signs in anew, and is told what is lost", async ({ page, context, watch }) => {
  const authenticator = await Authenticator.plugIn(page);
  await lockWithPasskey(page);
  await page.reload();
  await app.isInStep(page);
  watch.expectOutage();
  await app.writeOffline(page, "Never sent.");
  await authenticator.remove();
  await Authenticator.plugIn(page);
  await page.reload();
  await isLocked(page);
  await expect(page.getByRole("alert")).toContainText("Nothing was opened");
  await context.setOffline(false);
  await page.getByRole("button", { name: "I no longer have the passkey" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("Those words are lost.");
  await beginAnew(page);
});

test("it falls shut when the page was out of sight for long enough, with every word saved", async ({
  page,
  context,
  ada,
}) => {
  const authenticator = await Authenticator.plugIn(page);
  await lockWithPasskey(page);
  await context.clock.install();
  await page.reload();
  await app.write(page, "Half a");
  await hide(page);
  await context.clock.runFor(4 * 60_000);
  await expect(app.field(page)).toBeVisible();
  await authenticator.isAttended(false);
  await context.clock.runFor(70_000);
  await isLocked(page);
  await authenticator.isAttended(true);
  await page.reload();
  await expect(app.field(page)).toHaveValue("Half a");
  await app.isInStep(page);
  // Their order is that of their dates, which depend on the clock that was moved on.
  const texts = (await ada.entries()).map(({ text }) => text);
  expect(texts.toSorted()).toEqual(["Half a", "The heron is back."]);
});

test.describe("under an address that is no name", () => {
  test.use({ host: "127.0.0.1" });

  test("it is said why there can be none", async ({ page }) => {
    await newLock(page);
    await expect(page.getByRole("dialog")).toContainText("Passkeys belong to a name");
    await expect(page.getByRole("radio", { name: /^Passkey/ })).toHaveCount(0);
    await expect(page.getByLabel("PIN", { exact: true })).toBeFocused();
  });
});

async function lockWithPasskey(page: Page): Promise<void> {
  await newLock(page);
  await createPasskey(page);
  await isSet(page);
}

async function createPasskey(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Create the passkey" }).click();
}

async function lockNow(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Lock now" }).click();
  await isLocked(page);
}
