/** The disk is lost, and yesterday's backup restored: browsers that keep their journal bring back what it lacks. */

import type { Page } from "@playwright/test";
import { ADA } from "../support/account";
import { Api } from "../support/api";
import * as app from "../support/app";
import type { Server } from "../support/server";
import { expect, test } from "../support/test";

test.beforeEach(async ({ page, server, ada, watch }) => {
  watch.expectOutage();
  await ada.createEntry({ text: "In the backup.", private: true });
  await app.signIn(page, ADA);
  await app.keepACopy(page);
  await write(page, "Begun before the backup.");
  await server.backUp();
  await app.field(page).press("End");
  await page.keyboard.type(" Finished after it.");
  await app.isSaved(page);
  await write(page, "All of it after the backup.");
  await ada.createEntry({ text: "From a program that keeps nothing.", private: true });
  await expect(app.heading(page)).toBeVisible();
});

test("with the page open all the time", async ({ page, server }) => {
  await app.goTo(page, "Journal");
  await expect(page.getByText("From a program that keeps nothing.")).toBeVisible();
  await server.loseItsDisk();
  await isHealed(page, server);
});

test("after every session has ended with it, and with words that were never sent", async ({
  page,
  server,
  context,
}) => {
  // What stands for this session is renewed, and the backup knows nothing of that.
  await page.reload();
  await app.isInStep(page);
  await context.setOffline(true);
  await app.field(page).press("End");
  await page.keyboard.type(" And more in between.");
  await expect(app.stateLine(page)).toContainText("Saved on this device");
  await app.goTo(page, "Journal");
  await server.loseItsDisk();
  await context.setOffline(false);
  await page.reload();
  await expect(app.heading(page)).toHaveText("Your session ended");
  await app.enterCredentials(page, ADA);
  await isHealed(page, server, " And more in between.");
});

/** Writes an entry to its end, and stays in the composer. */
async function write(page: Page, text: string): Promise<void> {
  await app.goTo(page, "Today");
  await app.write(page, text);
  await app.isSaved(page);
}

/** Browser and server have the same: what the browser wrote, and nothing of what was lost for good. */
async function isHealed(page: Page, server: Server, more = ""): Promise<void> {
  const texts = ["In the backup.", "Begun before the backup. Finished after it.", `All of it after the backup.${more}`];
  await expect(page.getByText("From a program that keeps nothing.")).toHaveCount(0);
  await app.isInStep(page);
  const ada = await Api.signIn(server.url, ADA);
  await expect.poll(async () => (await ada.entries()).map(({ text }) => text).toSorted()).toEqual(texts.toSorted());
  await app.goTo(page, "Journal");
  for (const text of texts) await expect(page.getByRole("link", { name: text })).toBeVisible();
  await page.reload();
  await app.isInStep(page);
  for (const text of texts) await expect(page.getByRole("link", { name: text })).toBeVisible();
}
