/** The calendar: when was written and how one felt, by mouse, by keyboard and on a phone; and earlier years on Today. */

import type { Page } from "@playwright/test";
import { isAccessible } from "../support/accessible";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { expect, test } from "../support/test";

const grid = (page: Page) => page.getByRole("grid");
const day = (page: Page, date: string) => page.locator(`[data-day="${date}"]`);

/** That day, so many days, months and years ago, at noon. */
function ago({ days = 0, months = 0, years = 0 }): string {
  const now = new Date();
  return new Date(now.getFullYear() - years, now.getMonth() - months, now.getDate() - days, 12).toISOString();
}

test("days are marked with writing and mood, and lead to what was written, or to the composer", async ({
  page,
  ada,
}) => {
  await ada.createEntry({ text: "A good day.", mood: 5, written_at: "2026-03-10T12:00:00Z" });
  await ada.createEntry({ text: "In two minds.", mood: 2, written_at: "2026-03-11T08:00:00Z" });
  await ada.createEntry({ text: "Still in two minds.", mood: 4, written_at: "2026-03-11T20:00:00Z" });
  await ada.createEntry({ text: "Not finished.", status: "draft", written_at: "2026-03-12T12:00:00Z" });
  await app.signIn(page, ADA, "/journal");
  await page.getByRole("link", { name: "Calendar" }).click();
  await expect(app.heading(page)).toHaveText("Calendar");
  await page.goto("/calendar?month=2026-03");
  await expect(day(page, "2026-03-10")).toHaveAccessibleName(/10 March.*1 entry, mood very good/);
  await expect(day(page, "2026-03-11")).toHaveAccessibleName(/2 entries, mood even/);
  await expect(day(page, "2026-03-12")).toHaveAccessibleName(/1 draft/);
  await expect(day(page, "2026-03-13")).toHaveAccessibleName(/nothing written/);
  await expect(page.getByText("4 entries on 3 days")).toBeVisible();

  await test.step("a day that was picked shows its entries, and the address holds it", async () => {
    await day(page, "2026-03-11").click();
    await expect(page).toHaveURL(/month=2026-03&day=2026-03-11$/);
    await expect(page.getByRole("link", { name: /two minds/ })).toHaveCount(2);
    await isAccessible(page, "the calendar");
    await page.reload();
    await expect(page.getByRole("link", { name: /two minds/ })).toHaveCount(2);
  });

  await test.step("the year from afar", async () => {
    await page.getByRole("link", { name: "Whole year" }).click();
    await expect(page.getByRole("link", { name: /^March.*4 entries on 3 days$/ })).toBeVisible();
    await isAccessible(page, "a year of the calendar");
    await page.getByRole("link", { name: "Year before" }).click();
    await expect(page.getByRole("heading", { name: "2025" })).toBeVisible();
    await page.getByRole("link", { name: "Year after" }).click();
    await page.getByRole("link", { name: /^March/ }).click();
    await expect(grid(page)).toHaveAccessibleName("March 2026");
  });

  await test.step("a day without an entry can still be written for", async () => {
    await day(page, "2026-03-13").click();
    await page.getByRole("link", { name: "Write for this day" }).click();
    await expect(app.heading(page)).toContainText("13 March");
    await app.field(page).fill("What I remember of it.");
    await app.finish(page);
    expect(await ada.entries()).toContainEqual(
      expect.objectContaining({
        text: "What I remember of it.",
        written_at: expect.stringMatching(/^2026-03-13T1[01]:00/),
      }),
    );
  });
});

test("the grid is one stop, and the arrows lead through days, weeks, months and years", async ({ page, ada: _ }) => {
  await app.signIn(page, ADA, "/calendar?month=2026-03&day=2026-03-31");
  const { keyboard } = page;
  await day(page, "2026-03-31").focus();
  await expect(grid(page).locator("[tabindex='0']")).toHaveCount(1);
  for (const [key, date, month] of [
    ["ArrowLeft", "2026-03-30", "March 2026"],
    ["ArrowUp", "2026-03-23", "March 2026"],
    ["Home", "2026-03-23", "March 2026"],
    ["End", "2026-03-29", "March 2026"],
    ["ArrowDown", "2026-04-05", "April 2026"],
    ["PageUp", "2026-03-05", "March 2026"],
    ["PageDown", "2026-04-05", "April 2026"],
    ["Shift+PageDown", "2027-04-05", "April 2027"],
    ["Shift+PageUp", "2026-04-05", "April 2026"],
    ["ArrowRight", "2026-04-06", "April 2026"],
  ] as const) {
    await keyboard.press(key);
    await expect(day(page, date)).toBeFocused();
    await expect(grid(page)).toHaveAccessibleName(month);
  }
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /6 April/ })).toBeVisible();
  await expect(day(page, "2026-04-06")).toBeFocused();
});

test("earlier years come back quietly, hard days folded, and all of it can be folded away", async ({ page, ada }) => {
  await app.signIn(page, ADA);
  await expect(page.getByText("Nothing written yet.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "On this day" })).toBeHidden();
  await ada.createEntry({ text: "We planted the pear tree.", written_at: ago({ years: 2 }) });
  await ada.createEntry({ text: "The worst of nights.", mood: 1, written_at: ago({ days: 7 }) });
  await ada.everythingIsRead();

  await expect(page.getByRole("heading", { name: "2 years ago" })).toBeVisible();
  const tree = page.getByRole("listitem").filter({ hasText: "2 years ago" }).getByText("We planted the pear tree.");
  await expect(tree).toBeVisible();
  const night = page.getByRole("listitem").filter({ hasText: "A week ago" }).getByText("The worst of nights.");
  await expect(night).toBeHidden();
  await isAccessible(page, "Today with earlier years");
  await page.getByText("You had a hard day then. Show what you wrote").click();
  await expect(night).toBeVisible();

  await page.locator("summary", { hasText: "On this day" }).click();
  await expect(tree).toBeHidden();
  await page.reload();
  await expect(page.getByRole("heading", { name: "On this day" })).toBeVisible();
  await expect(tree).toBeHidden();
});

test("a day of many entries has room for their number beside its own", async ({ page, ada }) => {
  const written_at = new Date().toISOString();
  await Promise.all(
    Array.from({ length: 12 }, (_, number) => ada.createEntry({ text: `Note ${number}.`, written_at })),
  );
  await app.signIn(page, ADA, "/calendar");
  const today = page.getByRole("grid").locator("[aria-current=date]");
  await expect(today).toContainText("12");
  for (const width of [390, 320, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    // The words alone, however wide the boxes around them are.
    const gap = await today.evaluate((button) => {
      const [day, count] = [...button.querySelectorAll("span > span")].map((part) => {
        const range = document.createRange();
        range.selectNodeContents(part);
        return range.getBoundingClientRect();
      });
      return day && count ? count.left - day.right : Number.NaN;
    });
    expect(gap, `${width} px`).toBeGreaterThanOrEqual(0);
  }
});
