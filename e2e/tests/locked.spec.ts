/** A lock on what one's own device keeps. */

import type { Page } from "@playwright/test";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { beginAnew, confirm, enterPin, hide, isLocked, removeLock, setPin } from "../support/lock";
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
  // By the clock of the browser, which was set forward, it was written a minute ago: before the other one.
  const texts = (await ada.entries()).map(({ text }) => text);
  expect(texts.toSorted()).toEqual(["Behind the door. And in haste.", "The heron is back."]);
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
  // Their order is that of their dates, which depend on the clock that was moved on.
  const texts = (await ada.entries()).map(({ text }) => text);
  expect(texts.toSorted()).toEqual(["Half a", "The heron is back."]);
});

test("who has forgotten it signs in anew", async ({ page }) => {
  await page.getByRole("button", { name: "Lock now" }).click();
  await isLocked(page);
  await page.getByRole("button", { name: "I have forgotten the PIN" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("nothing is lost");
  await beginAnew(page);
});

test("only who can open it changes it or takes it off; then it is asked for no more", async ({ page }) => {
  for (const [press, go] of [
    ["Change the lock", "Go on"],
    ["Remove the lock", "Remove it"],
  ] as const) {
    await page.getByRole("button", { name: press }).click();
    await confirm(page, { pin: "not the geese" }, go);
    await expect(page.getByRole("dialog")).toContainText("This is not the PIN.");
    await page.getByRole("button", { name: "Cancel" }).click();
  }
  await setPin(page, "eight grey geese", { pin: PIN });
  await removeLock(page, { pin: "eight grey geese" });
  await page.reload();
  await expect(app.heading(page)).toHaveText("Settings");
  await app.isInStep(page);
});

test("it falls in every tab, and what is being written in another is kept", async ({ page, context, ada }) => {
  const other = await context.newPage();
  await other.goto("/");
  await enterPin(other, PIN);
  await app.write(other, "In haste.");
  await page.getByRole("button", { name: "Lock now" }).click();
  for (const tab of [page, other]) await isLocked(tab);
  await enterPin(other, PIN);
  await expect(app.field(other)).toHaveValue("In haste.");
  await app.isSaved(other);
  expect(await ada.entries()).toMatchObject([{ text: "In haste." }, { title: "Herons" }]);

  await test.step("also as soon as it is set in one of them", async () => {
    await enterPin(page, PIN);
    await removeLock(page, { pin: PIN });
    await other.reload();
    await expect(app.field(other)).toHaveValue("In haste.");
    await setPin(page, "eight grey geese");
    await isLocked(other);
    await expect(app.heading(page)).toHaveText("Settings");
    await enterPin(other, "eight grey geese");
    await expect(app.field(other)).toHaveValue("In haste.");
  });
});

test("it does not fall by itself while another tab is looked at", async ({ page, context }) => {
  const other = await context.newPage();
  await context.clock.install();
  for (const tab of [page, other]) {
    await tab.goto("/");
    await enterPin(tab, PIN);
    await expect(app.heading(tab)).toContainText("Ada");
  }
  await hide(page);
  // Time passes in one tab after the other.
  for (let time = 0; time < 20; time += 1) await context.clock.runFor(30_000);
  for (const tab of [page, other]) await expect(app.heading(tab)).toContainText("Ada");
  await hide(other);
  await context.clock.runFor(6 * 60_000);
  for (const tab of [page, other]) await isLocked(tab);
});

async function tryPin(page: Page, pin: string, complaint: string | RegExp): Promise<void> {
  await enterPin(page, pin);
  await expect(page.getByText(complaint)).toBeVisible();
}
