/** Somebody else signs in on a device that keeps a journal: they see nothing of it, and nothing of it is lost. */

import type { Page } from "@playwright/test";
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

test("what was not sent waits, sealed, until its writer is back", async ({ page, watch, ada }) => {
  watch.expectOutage();
  await app.loseSession(page, ada, "For nobody's eyes.");
  await page.goto("/");
  await expect(app.heading(page)).toHaveText("Sign in");
  await expect(app.somethingWaits(page)).toBeVisible();
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

test("under the note that a session has ended, nobody else's words are mixed with it", async ({ page, watch, ada }) => {
  watch.expectOutage();
  await app.loseSession(page, ada, "Mine alone.");
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

test("a lock comes before what is under it, also after somebody else", async ({ page, watch, ada }) => {
  const pin = "seven grey geese";
  await app.goTo(page, "Settings");
  await setPin(page, pin);
  watch.expectOutage();
  await app.loseSession(page, ada, "Under lock and key.");
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

/** It is Ben's journal, and nothing of Ada's is to be seen. */
async function isBens(page: Page): Promise<void> {
  await expect(app.heading(page)).toContainText("Ben");
  await app.isInStep(page);
  await expect(page.getByText(/heron|Ada|eyes/)).toHaveCount(0);
}
