/** Who forgot their password gets back in by a code that they kept, once; nobody else's way in stays open. */

import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { isAccessible } from "../support/accessible";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { enterPin, isLocked, setPin } from "../support/lock";
import { secondBrowser } from "../support/phone";
import { expect, test } from "../support/test";

const NEW_PASSWORD = "three spoons of honey";
const PIN = "seven grey geese";

test("codes are kept when the account is made, and one of them sets a new password, once", async ({
  page,
  browser,
  watch,
}) => {
  test.slow();
  await page.goto("/");
  await app.createOwnerAccount(page, ADA);
  await expect(app.heading(page)).toHaveText("A way back in");
  await isAccessible(page, "the offer of codes");
  await page.getByRole("button", { name: "Show my recovery codes" }).click();
  await expect(app.heading(page)).toHaveText("Your recovery codes");
  await expect(app.heading(page)).toBeFocused();
  const codes = await shownCodes(page);
  expect(new Set(codes).size).toBe(10);
  await isAccessible(page, "fresh codes");
  expect(await savedCodes(page)).toEqual(codes);
  await printsOnlyCodes(page);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await app.skipWelcome(page);
  await app.goTo(page, "Settings");
  await expect(section(page)).toContainText("10 are left");
  const elsewhere = await secondBrowser(browser, watch);
  await app.signIn(elsewhere, ADA);
  await app.signOut(page);

  const [first = "", second = ""] = codes;
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(app.heading(page)).toHaveText("Forgot your password?");
  await page.getByRole("button", { name: "Set new password" }).click();
  await expect(page.getByLabel("Recovery code")).toHaveAccessibleDescription(/Must not be empty\./);
  await recover(page, "not a code");
  await expect(page.getByLabel("Recovery code")).toHaveAccessibleDescription(/26 letters and digits/);
  await recover(page, "7".repeat(26));
  await expect(page.getByRole("alert")).toContainText("E-mail address or recovery code is wrong");
  await isAccessible(page, "a refused code");
  await recover(page, first.toLowerCase().replaceAll("-", " "));
  await expect(app.heading(page)).toHaveText("Your password is changed");
  await expect(page.getByText("You have 9 recovery codes left.")).toBeVisible();
  await isAccessible(page, "a password that was recovered");
  await expect(app.heading(elsewhere)).toHaveText("Your session ended");

  await page.goto("/recover");
  await recover(page, first);
  await expect(page.getByRole("alert")).toContainText("or the code was used before");
  await page.getByRole("link", { name: "Back to signing in" }).click();
  await app.enterCredentials(page, ADA);
  await expect(page.getByRole("alert")).toBeVisible();
  await app.enterCredentials(page, { ...ADA, password: NEW_PASSWORD });
  await app.isInStep(page);
  await app.goTo(page, "Settings");
  await expect(section(page)).toContainText("9 are left");
  await expect(section(page)).toContainText("One was last used");

  await section(page).getByRole("button", { name: "Make new recovery codes" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Your password").fill(ADA.password);
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel("Your password")).toHaveAccessibleDescription(/Is not the password of this account\./);
  await dialog.getByLabel("Your password").fill(NEW_PASSWORD);
  await page.keyboard.press("Enter");
  await expect(section(page)).toContainText("10 are left");
  expect(await shownCodes(page)).not.toContain(second);
  await isAccessible(page, "new codes in the settings");
  await page.goto("/recover");
  await recover(page, second);
  await expect(page.getByRole("alert")).toContainText("E-mail address or recovery code is wrong");
});

test("words that are only on a device wait there behind their PIN", async ({ page, ada, watch, browser }) => {
  watch.expectOutage();
  await app.signIn(page, ADA, "/settings");
  await expect(section(page)).toContainText("You have none yet.");
  await section(page).getByRole("button", { name: "Make recovery codes" }).click();
  await page.getByRole("dialog").getByLabel("Your password").fill(ADA.password);
  await page.keyboard.press("Enter");
  const [code = ""] = await shownCodes(page);
  await app.goTo(page, "Today");
  await app.keepACopy(page);
  await app.goTo(page, "Settings");
  await setPin(page, PIN);
  await app.writeOffline(page, "Only here.");

  const elsewhere = await secondBrowser(browser, watch);
  await elsewhere.goto("/recover");
  await recover(elsewhere, code);
  await expect(app.heading(elsewhere)).toHaveText("Your password is changed");

  await page.context().setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(app.heading(page)).toHaveText("Your session ended");
  await page.goto("/sign-in");
  await expect(app.somethingWaits(page)).toBeVisible();
  await app.enterCredentials(page, { ...ADA, password: NEW_PASSWORD });
  await isLocked(page);
  await enterPin(page, PIN);
  await app.isInStep(page);
  expect(ada).toBeDefined();
  await expect(page.getByRole("link", { name: "Only here." })).toBeVisible();
});

const section = (page: Page) => page.getByRole("region", { name: "Recovery codes" });

async function shownCodes(page: Page): Promise<string[]> {
  const items = page.getByRole("list", { name: "Hearken recovery codes" }).getByRole("listitem");
  await expect(items).toHaveCount(10);
  return items.allTextContents();
}

/** The codes in the file that is saved. */
async function savedCodes(page: Page): Promise<string[]> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as a file" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(text).toContain(ADA.email);
  return text.match(/[0-9A-Z]{5}(-[0-9A-Z]{5,6}){4}/g) ?? [];
}

async function printsOnlyCodes(page: Page): Promise<void> {
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("listitem").first()).toBeVisible();
  await expect(page.getByText(ADA.email)).toBeVisible();
  await expect(page.getByRole("button")).toHaveCount(0);
  await page.emulateMedia({ media: "screen" });
}

async function recover(page: Page, code: string): Promise<void> {
  await page.getByLabel("E-mail").fill(ADA.email);
  await page.getByLabel("Recovery code").fill(code);
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Set new password" }).click();
}
