/** The first evening with Hearken, from an empty server to signing in again; on both databases. */

import type { Page } from "@playwright/test";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { noteReadingWords } from "../support/history";
import { CLUSTER, withDatabase } from "../support/postgres";
import { expect, test } from "../support/test";

const WORDS = "We talked about money last night, calmly for once, and I felt heard";

test("someone writes for the first time, sees it understood, and finds it again", async ({ page }) => {
  await firstEvening(page);
});

test.describe("with PostgreSQL", () => {
  test.use({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's form
    settings: async ({}, use) => {
      await withDatabase(CLUSTER ?? "", (url) => use({ HEARKEN_DATABASE_URL: url }));
    },
  });

  test("it is the same story", async ({ page }) => {
    await firstEvening(page);
  });
});

async function firstEvening(page: Page): Promise<void> {
  await test.step("the first visitor creates the owner's account and is at the page with one press", async () => {
    await page.goto("/");
    await expect(app.heading(page)).toHaveText("Create the owner account");
    await app.createOwnerAccount(page, ADA);
    await app.noCodes(page);
    await app.skipWelcome(page);
    await expect(app.field(page)).toBeFocused();
  });

  await test.step("the entry is read while one watches, each finding with its words", async () => {
    await page.keyboard.type(WORDS);
    const readingWords = await noteReadingWords(page);
    await app.finish(page);
    await expect(app.reflection(page)).toContainText("Reflected");
    // Rules read in milliseconds, so a word may be skipped, but the order stands. (A slow model shows more of them.)
    const words = await readingWords();
    expect(words.at(-1)).toBe("Reflected");
    expect(["Waiting to be read", "Reading your entry", "Reflected"].filter((it) => words.includes(it))).toEqual(words);
    await isUnderstood(page);
  });

  await test.step("Insights has a point for today, and a tone", async () => {
    await app.goTo(page, "Insights");
    const chart = page.getByRole("slider", { name: "Mood and tone by day" });
    await expect(chart).toHaveAttribute(
      "aria-valuetext",
      /mood not named · tone (rather )?light \(\+0\.\d\d\) · 1 entry$/,
    );
    await page.getByText("Show as a table").click();
    await expect(page.getByRole("table").getByRole("row")).toHaveCount(2);
    await expect(page.getByText("You finished 1 entry in the last seven days.")).toBeVisible();
    await expect(page.getByRole("link", { name: WORDS })).toContainText("Reflected");
  });

  await test.step("a reload keeps everything", async () => {
    await page.getByRole("link", { name: WORDS }).click();
    await page.reload();
    await isUnderstood(page);
  });

  await test.step("signing out closes the journal, signing in opens it again", async () => {
    await app.goTo(page, "Settings");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(app.heading(page)).toHaveText("Sign in");
    await page.goto("/journal");
    await expect(app.heading(page)).toHaveText("Sign in");
    await app.enterCredentials(page, ADA);
    await expect(app.heading(page)).toHaveText("Journal");
    await page.getByRole("link", { name: WORDS }).click();
    await isUnderstood(page);
  });
}

async function isUnderstood(page: Page): Promise<void> {
  const reflection = app.reflection(page);
  await expect(reflection.getByRole("heading", { name: "Tone" })).toBeVisible();
  await expect(reflection).toContainText(/The writing leans (rather )?light\./);
  await expect(reflection).toContainText("Read by simple rules on your server.");
  await expect(reflection.getByRole("button", { name: "Money", exact: true })).toBeVisible();
  await expect(page.locator("main mark", { hasText: "felt heard" })).toBeVisible();

  // From the quote to its words in the text.
  const quote = reflection.getByRole("button", { name: /^“We talked .+ heard” ?Light · / });
  await quote.click();
  await expect(quote).toHaveAttribute("aria-pressed", "true");
}
