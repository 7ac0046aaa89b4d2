/** One entry changed on two devices that cannot reach the server: what was touched apart comes together. */

import type { Page } from "@playwright/test";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { secondBrowser } from "../support/phone";
import { expect, test } from "../support/test";

const DAY = "Coffee with Noor.\n\nThe tap drips.\n\nEarly to bed.";

test("paragraphs that were changed apart, both offline, are merged in both browsers", async ({
  page: desk,
  browser,
  watch,
  server,
  ada,
}) => {
  watch.expectOutage();
  const { id } = await ada.createEntry({ text: DAY });
  const phone = await secondBrowser(browser, watch);
  await app.signIn(desk, ADA, `/e/${id}/edit`);
  await app.signIn(phone, ADA, `/e/${id}/edit`);
  await server.goDown();

  await replace(desk, "Coffee with Noor.", "Coffee with Noor and Tomas.");
  await replace(phone, "Early to bed.", "Early to bed, for once.\n\nGood night.");
  for (const page of [desk, phone]) {
    await expect(app.stateLine(page)).toContainText("Only in this tab until the connection is back", {
      timeout: 20_000,
    });
  }
  await server.comeBack();

  const merged = "Coffee with Noor and Tomas.\n\nThe tap drips.\n\nEarly to bed, for once.\n\nGood night.";
  await test.step("the server has both, in one entry", async () => {
    await expect.poll(async () => (await ada.entries()).map(({ text }) => text), { timeout: 30_000 }).toEqual([merged]);
  });

  await test.step("who goes on typing over what they see undoes nothing", async () => {
    for (const page of [desk, phone]) await app.isInStep(page);
    await replace(phone, "The tap drips.", "The tap drips no more.");
    await app.isSaved(phone);
    const after = merged.replace("The tap drips.", "The tap drips no more.");
    await expect.poll(async () => (await ada.entries()).map(({ text }) => text)).toEqual([after]);
    for (const page of [desk, phone]) {
      await page.getByRole("button", { name: "Done" }).click();
      for (const paragraph of after.split("\n\n")) await expect(page.locator("main")).toContainText(paragraph);
    }
  });
});

/** Selects words in the composer and types others over them. */
async function replace(page: Page, words: string, others: string): Promise<void> {
  await app.field(page).evaluate((field: HTMLTextAreaElement, words) => {
    const start = field.value.indexOf(words);
    field.focus();
    field.setSelectionRange(start, start + words.length);
  }, words);
  await page.keyboard.type(others);
}
