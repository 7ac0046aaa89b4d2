/** A kept journal that is read in slices, without a connection: nothing of it is missing, and what cannot be here says so. */

import type { Page } from "@playwright/test";
import { ADA } from "../support/account";
import type { Api } from "../support/api";
import * as app from "../support/app";
import { writeOverEachOther } from "../support/conflict";
import { secondBrowser } from "../support/phone";
import { expect, test } from "../support/test";

/** Enough for several of the pieces in which a browser reads what it keeps. */
const ENTRIES = 40;
const LONG = "The tide went out, and the boats lay on their sides in the mud. ".repeat(120);

const search = (page: Page) => page.getByRole("combobox", { name: "Search your journal" });
const hits = (page: Page) => page.locator("[data-hits] a");

async function fill(ada: Api): Promise<string> {
  const { id } = await ada.createEntry({ text: "A walrus on the slipway.", private: true, written_at: day(1) });
  for (let number = 2; number <= ENTRIES; number += 1) {
    await ada.createEntry({ text: `${number}: ${LONG}`, private: true, written_at: day(number) });
  }
  return id;
}

const day = (number: number) => new Date(Date.UTC(2026, 0, number, 12)).toISOString();

test("search, calendar and history, from the oldest entry on", async ({ page, context, watch, ada }) => {
  const id = await fill(ada);
  await app.signIn(page, ADA);
  await app.keepACopy(page);
  watch.expectOutage();
  await context.setOffline(true);

  await test.step("the search finds it, and says when it has seen everything", async () => {
    await page.goto("/journal?q=walrus");
    await expect(hits(page)).toHaveText([/A walrus on the slipway/]);
    await expect(page.getByText(/^(Still looking|Your journal is still)/)).toHaveCount(0);
    await search(page).fill("zeppelin");
    await expect(page.getByText("No entry has “zeppelin”.")).toBeVisible();
  });

  await test.step("the calendar has its day", async () => {
    await page.goto("/calendar?month=2026-01&day=2026-01-01");
    await expect(page.getByRole("link", { name: /A walrus/ })).toBeVisible();
    await expect(page.getByText("31 entries on 31 days")).toBeVisible();
  });

  await test.step("its history is on the server, and says so", async () => {
    await page.goto(`/e/${id}/versions`);
    await expect(
      page.getByText("The server is out of reach. What belongs here appears when it is back."),
    ).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByText("There is only this version.")).toBeVisible();
  });

  await test.step("another text is found at once, and no longer the one before", async () => {
    await ada.changeEntry(id, { text: "A seal on the slipway." });
    await app.goTo(page, "Journal");
    await search(page).fill("seal");
    await expect(hits(page)).toHaveText([/A seal on the slipway/]);
    await search(page).fill("walrus");
    await expect(page.getByText("No entry has “walrus”.")).toBeVisible();
  });
});

test("a result that was kept offline outlives the tab, and is gone on with", async ({
  page: desk,
  browser,
  context,
  watch,
  ada,
}) => {
  const { id } = await ada.createEntry({ text: "Coffee with Noor." });
  const phone = await secondBrowser(browser, watch);
  await writeOverEachOther(desk, phone, id, { original: "Coffee at nine.", copy: "Coffee at ten." });
  await desk.goto("/");
  await app.keepACopy(desk);
  await desk.goto(`/e/${id}`);
  await app.isInStep(desk);
  watch.expectOutage();
  await context.setOffline(true);
  await desk.reload();
  await desk.getByRole("link", { name: "Compare" }).click();
  await expect(desk.getByText(/it waits on this device until the connection is back/)).toBeVisible();
  await desk.getByRole("radio", { name: "Both, one after the other" }).check();
  await desk.getByRole("button", { name: "Keep this result" }).click();
  await expect(desk.getByText(/^Your result waits on this device/)).toBeVisible();
  await desk.reload();
  await context.setOffline(false);
  await expect(app.messages(desk)).toContainText("The result is kept", { timeout: 30_000 });
  await app.messages(desk).getByRole("button", { name: "Close" }).click();
  await expect
    .poll(async () => (await ada.entries()).map(({ text }) => text))
    .toEqual(["Coffee at nine.\nCoffee at ten."]);
  await desk.goto(`/e/${id}`);
  await expect(desk.getByRole("main")).toContainText("Coffee at ten.");
  await expect(desk.getByRole("link", { name: "Compare" })).toHaveCount(0);
});
