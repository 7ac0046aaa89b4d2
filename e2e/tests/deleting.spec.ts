/** What is deleted goes at once and can be brought back as it was; of two versions each knows whether the other is there. */

import type { Browser, Page } from "@playwright/test";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { expect, test } from "../support/test";
import type { Watch } from "../support/watch";

const notice = (page: Page) => page.getByText(/^This entry was changed in two places at once\./);
const otherVersion = (page: Page) => page.getByRole("link", { name: "Show the other version" });
const undo = (page: Page) => app.messages(page).getByRole("button", { name: "Undo" });

test("of two versions each leads to the other, until one is deleted; undoing that brings the pair back", async ({
  page,
  browser,
  watch,
  ada,
}) => {
  const { id } = await ada.createEntry({ text: "Pack for the trip." });
  await keepTwoVersions(page, browser, watch, id);
  const copy = new URL(page.url()).pathname;

  await test.step("the copy leads to the original, and back", async () => {
    await otherVersion(page).click();
    await expect(page).toHaveURL(`/e/${id}`);
    await expect(notice(page)).toBeVisible();
    await otherVersion(page).click();
    await expect(page).toHaveURL(copy);
  });

  await test.step("without the original there is nothing to choose from", async () => {
    await otherVersion(page).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await expect(app.heading(page)).toHaveText("Journal");
    await expect(page.getByText("Two versions kept")).toBeHidden();
    await page.getByRole("link", { name: "Pack for the trip. Passport!" }).click();
    await expect(page.locator("main")).toContainText("Passport!");
    await expect(notice(page)).toBeHidden();
  });

  await test.step("undone, it is the very same entry, with its reading and its other version", async () => {
    await undo(page).click();
    await expect(page).toHaveURL(`/e/${id}`);
    await expect(app.reflection(page)).toContainText("Reflected");
    await expect(notice(page)).toBeVisible();
    await otherVersion(page).click();
    await expect(page).toHaveURL(copy);
    await page.reload();
    await expect(otherVersion(page)).toHaveAttribute("href", `/e/${id}`);
  });

  await test.step("the same for the copy", async () => {
    await page.getByRole("button", { name: "Delete" }).click();
    await expect(page.getByText("Two versions kept")).toBeHidden();
    await undo(page).click();
    await expect(page).toHaveURL(copy);
    await expect(notice(page)).toBeVisible();
    await page.getByRole("button", { name: "Delete" }).click();
    await app.messages(page).getByRole("button", { name: "Close" }).click();
    await expect.poll(async () => (await ada.entries()).map(({ text }) => text)).toEqual(["Pack for the trip. Socks."]);
    await page.goto(`/e/${id}`);
    await expect(page.locator("main")).toContainText("Socks.");
    await expect(notice(page)).toBeHidden();
  });
});

test("a deletion is not forgotten when the page is reloaded or closed while it could be undone", async ({
  page,
  ada,
}) => {
  await app.signIn(page, ADA);
  for (const leave of [() => page.reload(), () => page.close({ runBeforeUnload: true })]) {
    const { id } = await ada.createEntry({ text: "Not for the record." });
    await page.goto(`/e/${id}`);
    await page.getByRole("button", { name: "Delete" }).click();
    await expect(undo(page)).toBeVisible();
    await app.isInStep(page);
    expect(await ada.entries()).toHaveLength(1);
    await leave();
    await expect.poll(() => ada.entries()).toEqual([]);
  }
});

test("a deletion outlives a page that ends without a word", async ({ page, ada }) => {
  const { id } = await ada.createEntry({ text: "Crashed away." });
  await app.signIn(page, ADA, `/e/${id}`);
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(undo(page)).toBeVisible();
  await page.evaluate(() => {
    for (const last of ["visibilitychange", "pagehide"]) {
      window.addEventListener(last, (event) => event.stopImmediatePropagation(), { capture: true });
    }
  });
  await page.reload();
  await app.isInStep(page);
  await expect(page.getByText("Nothing written yet. The first line is the hard one.")).toBeVisible();
  await expect.poll(() => ada.entries()).toEqual([]);
});

test("signing out waits for a deletion that could still be undone", async ({ page, ada }) => {
  const { id } = await ada.createEntry({ text: "Signed out of." });
  await app.signIn(page, ADA, `/e/${id}`);
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(undo(page)).toBeVisible();
  await app.goTo(page, "Settings");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(app.heading(page)).toHaveText("Sign in");
  expect(await ada.entries()).toEqual([]);
});

/** Writes over the same version in two browsers; `page` ends up reading the copy. */
async function keepTwoVersions(page: Page, browser: Browser, watch: Watch, id: string) {
  const other = await browser.newContext({ baseURL: watch.home });
  watch.attach(other);
  const desk = await other.newPage();
  await app.signIn(page, ADA, `/e/${id}/edit`);
  await app.signIn(desk, ADA, `/e/${id}/edit`);
  await app.field(page).focus();
  await app.field(desk).press("End");
  await desk.keyboard.type(" Socks.");
  await app.isSaved(desk);
  await desk.getByRole("button", { name: "Done" }).click();
  await expect(app.reflection(desk)).toContainText("Reflected");
  await expect(page.getByText(/This entry was changed somewhere else at/)).toBeVisible();
  await app.field(page).press("End");
  await page.keyboard.type(" Passport!");
  await expect(page.getByText(/^Two versions are kept/)).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(notice(page)).toBeVisible();
  await other.close();
}
