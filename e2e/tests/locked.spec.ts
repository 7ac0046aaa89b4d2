/** A lock on what one's own device keeps. */

import type { Page } from "@playwright/test";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { beginAnew, enterPin, hide, isLocked, setPin } from "../support/lock";
import { expect, test } from "../support/test";

const PIN = "seven grey geese";

test.beforeEach(async ({ page, ada }) => {
  await ada.createEntry({ text: "The heron is back.", title: "Herons" });
  await ada.everythingIsRead();
  await app.signIn(page, ADA);
  await app.keepACopy(page);
  await app.goTo(page, "Settings");
  await setPin(page, PIN);
});

test("nothing is to be seen without the PIN, and everything with it, also without a connection", async ({
  page,
  context,
  watch,
  ada,
}) => {
  watch.expectOutage();
  await app.writeOffline(page, "Behind the door.");
  await page.keyboard.type(" And in haste.");
  await app.goTo(page, "Settings");
  await page.getByRole("button", { name: "Lock now" }).click();
  await isLocked(page);

  for (let attempt = 0; attempt < 3; attempt += 1) await tryPin(page, "1234567", "This is not the PIN.");
  await tryPin(page, PIN, /^Too many wrong PINs\. Try again in \d seconds?\.$/);
  await page.reload();
  await isLocked(page);
  await context.clock.install({ time: Date.now() + 60_000 });
  await page.reload();
  await enterPin(page, PIN);
  await expect(app.heading(page)).toHaveText("Settings");
  await app.goTo(page, "Journal");
  await expect(page.getByRole("link", { name: "Herons" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Behind the door. And in haste." })).toBeVisible();

  await context.setOffline(false);
  await app.isInStep(page);
  expect(await ada.entries()).toMatchObject([{ text: "Behind the door. And in haste." }, { title: "Herons" }]);
});

test("it falls shut when the page was out of sight for long enough, with every word saved", async ({
  page,
  context,
  ada,
}) => {
  await context.clock.install();
  await page.reload();
  await enterPin(page, PIN);
  await app.write(page, "Half a");
  await hide(page);
  await context.clock.runFor(4 * 60_000);
  await expect(app.field(page)).toBeVisible();
  await context.clock.runFor(70_000);
  await isLocked(page);
  await enterPin(page, PIN);
  await expect(app.field(page)).toHaveValue("Half a");
  await app.isInStep(page);
  expect(await ada.entries()).toMatchObject([{ text: "Half a" }, { title: "Herons" }]);
});

test("who has forgotten it signs in anew", async ({ page }) => {
  await page.getByRole("button", { name: "Lock now" }).click();
  await isLocked(page);
  await page.getByRole("button", { name: "I have forgotten the PIN" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("nothing is lost");
  await beginAnew(page);
});

test("taken off, it is asked for no more", async ({ page }) => {
  await page.getByRole("button", { name: "Remove the lock" }).click();
  await expect(page.getByRole("button", { name: "Set a lock" })).toBeVisible();
  await page.reload();
  await expect(app.heading(page)).toHaveText("Settings");
  await app.isInStep(page);
});

async function tryPin(page: Page, pin: string, complaint: string | RegExp): Promise<void> {
  await enterPin(page, pin);
  await expect(page.getByText(complaint)).toBeVisible();
}
