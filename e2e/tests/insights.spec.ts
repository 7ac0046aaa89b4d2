/** Insights: what a journal shows once it is counted, and that one without a pattern shows none. */

import type { Page } from "@playwright/test";
import { isAccessible } from "../support/accessible";
import { ADA } from "../support/account";
import type { Api } from "../support/api";
import * as app from "../support/app";
import { expect, test } from "../support/test";

const DAY_MS = 86_400_000;

/** A day of the past at noon here. */
function noon(daysAgo: number): Date {
  const date = new Date(Date.now() - daysAgo * DAY_MS);
  date.setHours(12, 0, 0, 0);
  return date;
}

type Day = { text: string; mood: number };

/** An entry on two days of three, of the last 24 weeks. */
async function write(ada: Api, of: (date: Date, index: number) => Day | undefined): Promise<void> {
  const days = Array.from({ length: 168 }, (_, index) => ({ date: noon(index + 1), index }));
  for (const { date, index } of days) {
    const day = of(date, index);
    if (day) await ada.createEntry({ ...day, written_at: date.toISOString() });
  }
  await ada.everythingIsRead();
}

/** Low on most Sundays, and now and then on other days. */
function sundays(date: Date, index: number): Day | undefined {
  const isSunday = date.getDay() === 0;
  if (!isSunday && index % 3 === 0) return undefined;
  const isLow = isSunday ? index % 5 !== 0 : index % 6 === 1;
  return isLow
    ? { text: "A terrible evening, I felt sad and tired.", mood: 2 }
    : { text: "A good walk by the river, and soup.", mood: 4 };
}

/** As many low days, strewn over the week. */
function strewn(date: Date, index: number): Day | undefined {
  return sundays(date, index) && { text: "It rained, and there was soup.", mood: [4, 2, 4, 3, 4][index % 5] ?? 4 };
}

const claim = (page: Page) => page.getByRole("article", { name: /of \d+ Sundays, the mood you chose was low/ });
const SECTION = "What your writing shows";

test("a pattern is told with its counts and sentences, and can be answered, undone and silenced", async ({
  page,
  ada,
  watch,
}) => {
  test.slow();
  watch.expectOutage();
  await write(ada, sundays);
  await app.signIn(page, ADA, "/insights");

  await test.step("what speaks against it is counted, too", async () => {
    await expect(claim(page)).toContainText(/On other days, it was so on \d+ of \d+/);
    await expect(claim(page)).toContainText(/From \d+ entries, .*: (fairly sure|well supported)/);
    await expect(claim(page)).toContainText("“A terrible evening, I felt sad and tired.”");
    await expect(claim(page)).toContainText("And, where it was not so:");
    await isAccessible(page, "insights");
  });

  await test.step("a sentence opens its entry where it stands", async () => {
    await claim(page)
      .getByRole("link", { name: /^Entry of/ })
      .first()
      .click();
    await expect(page.locator("main mark").first()).toBeVisible();
    await page.goBack();
  });

  await test.step("useful stays, not right goes, and can be undone", async () => {
    const useful = claim(page).getByRole("button", { name: /^Useful/ });
    await useful.click();
    await expect(useful).toHaveAttribute("aria-pressed", "true");
    await claim(page)
      .getByRole("button", { name: /^Not right/ })
      .click();
    await expect(claim(page)).toBeHidden();
    await app.messages(page).getByRole("button", { name: "Undo" }).click();
    await expect(useful).toHaveAttribute("aria-pressed", "true");
  });

  await test.step("what was called not right can be told again later", async () => {
    await claim(page)
      .getByRole("button", { name: /^Not right/ })
      .click();
    await expect(claim(page)).toBeHidden();
    await page.reload();
    await page.getByText("What you called not right").click();
    await isAccessible(page, "insights that are not told");
    await page.getByRole("button", { name: /^Tell it again: On \d+ of \d+ Sundays/ }).click();
    await expect(claim(page)).toBeVisible();
  });

  await test.step("on a phone the sentences are folded", async () => {
    const size = page.viewportSize() ?? { width: 1280, height: 720 };
    await page.setViewportSize({ width: 390, height: 844 });
    const sentence = claim(page).getByText("“A terrible evening, I felt sad and tired.”").first();
    await expect(sentence).toBeHidden();
    await claim(page)
      .getByText(/sentences behind it$/)
      .click();
    await expect(sentence).toBeVisible();
    await page.setViewportSize(size);
    await expect(sentence).toBeVisible();
  });

  await test.step("never about this, until it is taken back", async () => {
    await claim(page).getByText("Never about this").click();
    await claim(page).getByRole("button", { name: "Never this kind: Days and times" }).click();
    await expect(claim(page)).toBeHidden();
    await page.reload();
    await page.getByText("Never spoken of here").click();
    await page.getByRole("button", { name: "Speak of Days and times again" }).click();
    await expect(claim(page)).toBeVisible();
  });

  await test.step("without a connection it stays", async () => {
    await page.context().setOffline(true);
    await expect(page.locator("main")).toContainText("The server is out of reach.");
    await expect(claim(page)).toBeVisible();
    await page.context().setOffline(false);
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await expect(page.locator("main")).not.toContainText("The server is out of reach.");
  });
});

test("where there is no pattern none is told, and a young journal says how far it is", async ({ page, ada }) => {
  test.slow();
  await ada.createEntry({ text: "It rained.", mood: 3 });
  await ada.everythingIsRead();
  await app.signIn(page, ADA, "/insights");
  const section = page.getByRole("region", { name: SECTION });
  await expect(section).toContainText("Insights start after entries on three different days: so far there is 1 day.");
  await isAccessible(page, "insights of a young journal");
  await write(ada, strewn);
  await page.reload();
  await expect(section).toBeVisible();
  await expect(section.getByRole("article", { name: /the mood you chose was|your writing leaned/ })).toHaveCount(0);
});

test("a finished week is looked back on", async ({ page, ada }) => {
  for (const daysAgo of [8, 9, 10]) {
    const text = daysAgo === 9 ? "A terrible fight, I am so sad." : "We laughed a lot, it was wonderful.";
    await ada.createEntry({ text, mood: daysAgo === 9 ? 1 : 5, written_at: noon(daysAgo).toISOString() });
  }
  await ada.everythingIsRead();
  await app.signIn(page, ADA, "/insights");
  await page
    .getByRole("region", { name: "Weeks to look back on" })
    .getByRole("link", { name: /^The week from/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: /^The week of/ })).toBeVisible();
  await expect(page.locator("main")).toContainText("“We laughed a lot, it was wonderful.”");
  await expect(page.locator("main")).toContainText("To take along");
  await isAccessible(page, "a week");
  await page.goto("/insights/week/2020-W01");
  await expect(page.locator("main")).toContainText("There is nothing to look back on here");
});
