/** How somebody has been writing about a relationship, on the person's page. */

import type { Page } from "@playwright/test";
import { isAccessible } from "../support/accessible";
import { ADA } from "../support/account";
import type { Api } from "../support/api";
import * as app from "../support/app";
import { expect, test } from "../support/test";

const DAY_MS = 86_400_000;

async function withMira(ada: Api, texts: readonly string[]): Promise<string> {
  const { id } = await ada.createPerson({ name: "Mira", relationship: "partner" });
  for (const [index, text] of texts.entries()) {
    await ada.createEntry({ text, written_at: new Date(Date.now() - index * DAY_MS).toISOString() });
  }
  await ada.everythingIsRead();
  return id;
}

const card = (page: Page) => page.getByRole("region", { name: "Reflection score" });
const LISTENS = "Mira listened to me and I felt heard.";
const SILENT = "Mira never listens to me.";

test("a score grows with the writing, shows its words, and lets them be taken away and back", async ({
  page,
  ada,
  watch,
}) => {
  watch.expectOutage();
  const mira = await withMira(ada, [SILENT, LISTENS]);
  await app.signIn(page, ADA, `/people/${mira}`);

  await test.step("little is not made more of", async () => {
    await expect(card(page)).toContainText("How you have been writing about this relationship");
    await expect(card(page)).toContainText(/Not enough yet: \d of 5 mentions/);
    await expect(card(page)).not.toContainText("of 100");
  });

  await test.step("a reading shows as it arrives: a range first", async () => {
    for (let more = 0; more < 3; more += 1) await ada.createEntry({ text: LISTENS });
    await ada.everythingIsRead();
    await expect(card(page)).toContainText(/\d+–\d+ ?of 100/);
    await expect(card(page)).toContainText("A trend needs about 8 to 12 weeks of writing");
    await expect(card(page)).toContainText("Nothing written about this yet");
  });

  await test.step("it can be said in words alone", async () => {
    const inWords = page.getByRole("switch", { name: "Scores in words only" });
    await app.goTo(page, "Settings");
    await inWords.check();
    await page.goBack();
    await expect(card(page)).toContainText(/Strained|Uneven|Steady|Warm|Close/);
    await expect(card(page)).not.toContainText(/of 100|\d+–\d+/);
    await app.goTo(page, "Settings");
    await inWords.uncheck();
    await page.goBack();
    await expect(card(page)).toContainText("of 100");
  });

  await test.step("the list of people has it, too", async () => {
    await app.goTo(page, "People");
    const mira = page.getByRole("article").filter({ has: page.getByRole("link", { name: "Mira" }) });
    await expect(mira).toContainText(/Reflection score: .*\d+–\d+/);
    await isAccessible(page, "people with scores");
    await mira.getByRole("link", { name: "Mira" }).click();
  });

  await test.step("how it comes about is explained, with figures", async () => {
    await card(page).getByRole("link", { name: "How this works" }).click();
    await expect(app.heading(page)).toHaveText("How this works");
    await expect(page.getByRole("row", { name: /^Themes \d+ \d+$/ })).toBeVisible();
    await isAccessible(page, "how this works");
    await page.goBack();
  });

  await test.step("by keyboard to the words behind a factor", async () => {
    const factor = card(page).locator("summary", { hasText: "Communication" });
    await factor.focus();
    await page.keyboard.press("Enter");
    await expect(
      card(page)
        .getByText("“never listens to me”")
        .or(card(page).getByText(/never listens/))
        .first(),
    ).toBeVisible();
  });

  await test.step("not right, undone, and not right again for good", async () => {
    const wrong = card(page).getByRole("button", { name: /never listens.* is not right$/ });
    await wrong.click();
    const again = card(page).getByRole("button", { name: /^Count .*never listens.* again$/ });
    await expect(again).toBeVisible();
    await app.messages(page).getByRole("button", { name: "Undo" }).click();
    await expect(wrong).toBeVisible();
    await wrong.click();
    await expect(again).toBeVisible();
    await page.reload();
    await card(page).locator("summary", { hasText: "Communication" }).click();
    await expect(again).toBeVisible();
  });

  await test.step("from the words to their entry", async () => {
    await card(page)
      .getByRole("link", { name: /^Entry of/ })
      .last()
      .click();
    await expect(page.locator("main")).toContainText("Mira");
    await page.goBack();
  });

  await test.step("without a connection it stays, and says so", async () => {
    await expect(card(page)).toContainText("of 100");
    await page.context().setOffline(true);
    await expect(card(page)).toContainText("The server is out of reach.");
    await expect(card(page)).toContainText("of 100");
    await page.context().setOffline(false);
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await expect(card(page)).not.toContainText("The server is out of reach.");
  });
});

test("words of violence leave no score, and what helps is behind a question", async ({ page, ada }) => {
  const mira = await withMira(ada, ["Last night Mira hit me.", ...Array<string>(8).fill(LISTENS)]);
  await app.signIn(page, ADA, `/people/${mira}`);
  await expect(card(page)).toContainText("No score is made here");
  await expect(card(page)).not.toContainText("of 100");
  await expect(card(page).getByText("findahelpline.com")).toBeHidden();
  await card(page).getByText("Is it safe to read on now?").click();
  await expect(card(page).getByText(/findahelpline\.com/)).toBeVisible();
  await card(page)
    .getByRole("button", { name: /hit me.* is not right$/ })
    .click();
  await expect(card(page)).toContainText("of 100");
  await expect(card(page)).toContainText("Words you said are not right");
});

test("the card is for everyone, in every size and scheme", async ({ page, ada }) => {
  const mira = await withMira(ada, [SILENT, ...Array<string>(8).fill(LISTENS)]);
  await app.signIn(page, ADA, `/people/${mira}`);
  await expect(card(page)).toContainText("of 100");
  await card(page).locator("summary", { hasText: "Communication" }).click();
  await isAccessible(page, "a person with a score");
});
