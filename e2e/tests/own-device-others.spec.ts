/** Somebody else signs in on a device that keeps a journal: they see nothing of it, and nothing of it is lost. */

import type { BrowserContext, Page } from "@playwright/test";
import { ADA, BEN } from "../support/account";
import { Api } from "../support/api";
import * as app from "../support/app";
import { enterPin, setPin } from "../support/lock";
import { expect, test } from "../support/test";

test.use({ settings: { HEARKEN_REGISTRATION: "open" } });

let ben: Api;

test.beforeEach(async ({ page, server, ada }) => {
  ben = await Api.register(server.url, BEN);
  await ada.createEntry({ text: "The heron is back." });
  await ada.everythingIsRead();
  await app.signIn(page, ADA);
  await app.keepACopy(page);
});

const WAITING = /^What was last written here is not on the server yet\./;

test("what was not sent waits, sealed, until its writer is back", async ({ page, context, watch, ada }) => {
  watch.expectOutage();
  await endWith(page, context, ada, "For nobody's eyes.");
  await page.goto("/");
  await expect(app.heading(page)).toHaveText("Sign in");
  await expect(page.getByText(WAITING)).toBeVisible();
  await app.enterCredentials(page, BEN);
  await isBens(page);
  await app.deviceQuestion(page).getByRole("button", { name: "No", exact: true }).click();
  await page.reload();
  await isBens(page);
  expect(await ben.entries()).toEqual([]);

  await ben.endOtherSessions();
  await expect(app.heading(page)).toHaveText("Your session ended");
  await app.enterCredentials(page, ADA);
  await app.isInStep(page);
  await expect(page.getByRole("link", { name: "For nobody's eyes." })).toBeVisible();
  await expect(app.deviceQuestion(page)).toHaveCount(0);
  expect(await ada.entries()).toMatchObject([{ text: "For nobody's eyes." }, { text: "The heron is back." }]);
  expect(await ben.entries()).toEqual([]);
});

test("under the note that a session has ended, nobody else's words are mixed with it", async ({
  page,
  context,
  watch,
  ada,
}) => {
  watch.expectOutage();
  await endWith(page, context, ada, "Mine alone.");
  await app.enterCredentials(page, BEN);
  await isBens(page);
  await expect(page.getByText("Mine alone.")).toHaveCount(0);
  expect(await ben.entries()).toEqual([]);
  await ben.endOtherSessions();
  await app.enterCredentials(page, ADA);
  await app.isInStep(page);
  expect(await ada.entries()).toMatchObject([{ text: "Mine alone." }, { text: "The heron is back." }]);
});

test("signed in over an open journal, from a page that was open before", async ({ page, browser, server, watch }) => {
  const context = await browser.newContext({ baseURL: server.url });
  watch.attach(context);
  const [first, second] = [await context.newPage(), await context.newPage()];
  await second.goto("/sign-in");
  await app.signIn(first, ADA);
  await app.keepACopy(first);
  await app.enterCredentials(second, BEN);
  await isBens(second);
  await first.reload();
  await isBens(first);
  await isBens(second);
  await expect(page.getByRole("link", { name: "The heron is back." })).toBeVisible();
});

test("a lock comes before what is under it, also after somebody else", async ({ page, context, watch, ada }) => {
  const pin = "seven grey geese";
  await app.goTo(page, "Settings");
  await setPin(page, pin);
  watch.expectOutage();
  await endWith(page, context, ada, "Under lock and key.");
  await app.enterCredentials(page, BEN);
  await isBens(page);
  await app.deviceQuestion(page).getByRole("button", { name: "No", exact: true }).click();
  await ben.endOtherSessions();
  await expect(app.heading(page)).toHaveText("Your session ended");
  await app.enterCredentials(page, ADA);
  await expect(app.heading(page)).toHaveText("Locked");
  await enterPin(page, pin);
  await app.isInStep(page);
  expect(await ada.entries()).toMatchObject([{ text: "Under lock and key." }, { text: "The heron is back." }]);
});

/** Ada writes without a connection, and when it is back her session has ended. */
async function endWith(page: Page, context: BrowserContext, ada: Api, text: string): Promise<void> {
  await app.writeOffline(page, text);
  await ada.endOtherSessions();
  await context.setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(app.heading(page)).toHaveText("Your session ended");
}

/** It is Ben's journal, and nothing of Ada's is to be seen. */
async function isBens(page: Page): Promise<void> {
  await expect(app.heading(page)).toContainText("Ben");
  await app.isInStep(page);
  await expect(page.getByText(/heron|Ada|eyes/)).toHaveCount(0);
}
