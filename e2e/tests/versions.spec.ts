/** What a text has been: every version is listed, can be looked at beside the text as it is, and be restored. */

import { ADA } from "../support/account";
import * as app from "../support/app";
import { expect, test } from "../support/test";

const FIRST = "Coffee with Noor.\n\nThe tap drips.";
const SECOND = "Coffee with Noor and Tomas.";

test("an earlier version is found, looked at and restored, and that undone", async ({ page, ada }) => {
  const { id } = await ada.createEntry({ text: FIRST });
  await app.signIn(page, ADA, `/e/${id}`);

  await test.step("an entry that was never changed has one version", async () => {
    await page.getByRole("link", { name: "Versions" }).click();
    await expect(page.getByText("There is only this version.")).toBeVisible();
    await expect(page.getByRole("listitem")).toHaveText(/Written.*, 6 words.*As it is now/);
    await page.getByRole("link", { name: "To the entry" }).click();
  });

  await page.getByRole("link", { name: "Edit" }).click();
  await app.field(page).fill(SECOND);
  await app.isSaved(page);
  await page.getByRole("button", { name: "Done" }).click();

  await test.step("by keyboard: what is no longer there is marked", async () => {
    await page.getByRole("link", { name: "Versions" }).press("Enter");
    await expect(app.heading(page)).toBeFocused();
    await expect(page.getByRole("main").getByRole("listitem")).toHaveText([
      /Written, this device, 5 words.*As it is now/,
      /6 words/,
    ]);
    await page.getByRole("main").getByRole("listitem").nth(1).getByRole("link").press("Enter");
    await expect(app.heading(page)).toHaveText(/^Version of /);
    await expect(app.heading(page)).toBeFocused();
    await expect(page.locator("mark")).toHaveText("(not in the entry now: The tap drips.)");
  });

  await test.step("restored, it is the text", async () => {
    await page.getByRole("button", { name: "Restore this version" }).press("Enter");
    await expect(page).toHaveURL(`/e/${id}`);
    await expect(page.getByRole("main")).toContainText("The tap drips.");
    await expect.poll(async () => (await ada.entries()).map(({ text }) => text)).toEqual([FIRST]);
    await page.getByRole("link", { name: "Versions" }).click();
    // What it replaced stood for moments only, and is there all the same.
    const listed = [/6 words.*As it is now/, /5 words/, /6 words/];
    await expect(page.getByRole("main").getByRole("listitem")).toHaveText(listed);
  });

  await test.step("undone, the text is as it was before", async () => {
    await app.messages(page).getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await ada.entries()).map(({ text }) => text)).toEqual([SECOND]);
    await expect(page.getByRole("main").getByRole("listitem").first()).toHaveText(/5 words.*As it is now/);
  });
});

test("without the server the history says where it is, and comes when it is back", async ({
  page,
  watch,
  server,
  ada,
}) => {
  watch.expectOutage();
  const { id } = await ada.createEntry({ text: FIRST });
  await app.signIn(page, ADA, `/e/${id}`);
  // Once it was open, the page is there without the server, too.
  await page.getByRole("link", { name: "Versions" }).click();
  await page.getByRole("link", { name: "To the entry" }).click();
  await server.goDown();
  await page.getByRole("link", { name: "Versions" }).click();
  await expect(page.getByText("The server is out of reach. What belongs here appears when it is back.")).toBeVisible();
  await server.comeBack();
  await expect(page.getByText("There is only this version.")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/^The server is out of reach/)).toBeHidden();
});

test("a version that is not there is said to be so", async ({ page, ada }) => {
  const { id } = await ada.createEntry({ text: FIRST });
  await app.signIn(page, ADA, `/e/${id}/versions/00000000-0000-7000-8000-000000000000.1`);
  await expect(page.getByText("There is nothing here.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Restore this version" })).toBeHidden();
});
