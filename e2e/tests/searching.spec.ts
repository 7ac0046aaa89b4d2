/** Finding things again: while typing, by keyboard, with filters, without a network, and in a long journal. */

import type { Page } from "@playwright/test";
import { isAccessible } from "../support/accessible";
import { ADA } from "../support/account";
import type { Api } from "../support/api";
import * as app from "../support/app";
import { expect, test } from "../support/test";

const LONG =
  "It was one of those mornings on which nothing wants to begin. The kettle, the window, the kettle again. " +
  "Then the post came, and with it a letter from Zoë about the old lighthouse, and everything was different at once. ";

async function write(ada: Api): Promise<void> {
  const { id: mira } = await ada.createPerson({ name: "Mira" });
  await ada.createPerson({ name: "Mary Jane" });
  const entries = [
    { title: "The lighthouse", text: "We climbed all 200 steps.", tags: ["travel"], mood: 5, written_at: day(1) },
    { text: LONG + LONG, tags: ["home"], people: [mira], mood: 3, written_at: day(2) },
    { text: "The light in the old house was on.", tags: ["home"], mood: 2, written_at: day(3) },
    { text: "我们去了公园，很开心。", tags: ["travel"], written_at: day(4) },
    { text: "Kept to myself: the lighthouse again 🙂", private: true, written_at: day(5) },
    { text: "An unfinished thought about the lighthouse.", status: "draft" as const, written_at: day(6) },
  ];
  for (const entry of entries) await ada.createEntry(entry);
}

const day = (number: number) => `2026-03-0${number}T12:00:00Z`;
const field = (page: Page) => page.getByRole("combobox", { name: "Search your journal" });
const hits = (page: Page) => page.locator("[data-hits] a");
const marked = (page: Page) => page.locator("[data-hits] mark");
const count = (page: Page) =>
  page
    .getByRole("main")
    .getByRole("status")
    .filter({ hasText: /entr(y|ies)|drafts?/ });

test.describe("in a small journal", () => {
  test.beforeEach(async ({ page, ada }) => {
    await write(ada);
    await app.signIn(page, ADA, "/journal");
  });

  test("hits come while typing, the best first, with the words marked", async ({ page }) => {
    await field(page).pressSequentially("LIGHTH");
    await expect(hits(page)).toHaveCount(4);
    await expect(hits(page).first()).toContainText("The lighthouse");
    await expect(marked(page).first()).toHaveText("lighthouse");
    await expect(hits(page).nth(1)).toContainText("Draft");
    await expect(hits(page).nth(3)).toContainText(
      "… the post came, and with it a letter from Zoë about the old lighthouse, and",
    );

    await test.step("accents, scripts without spaces, and pictures", async () => {
      for (const [typed, found] of [
        ["zoe", "Zoë"],
        ["公园", "公园"],
        ["🙂", "🙂"],
      ] as const) {
        await field(page).fill(typed);
        await expect(hits(page)).toHaveCount(1);
        await expect(marked(page).first()).toHaveText(found);
      }
    });

    await test.step("exact words, and words to leave out", async () => {
      await field(page).fill('"the old"');
      await expect(hits(page)).toHaveCount(2);
      await field(page).fill('"the old" -kettle');
      await expect(hits(page)).toHaveCount(1);
      await expect(hits(page)).toContainText("The light in the old house");
    });

    await test.step("names and tags count as words", async () => {
      await field(page).fill("mira");
      await expect(hits(page)).toHaveCount(1);
      await expect(marked(page)).toHaveText(["Mira"]);
    });
  });

  test("filters can be chosen and typed, and are finished for you", async ({ page }) => {
    await field(page).pressSequentially("light tag:h");
    const list = page.getByRole("listbox", { name: "Ways to finish the filter" });
    await expect(list.getByRole("option")).toHaveText(["#home"]);
    await isAccessible(page, "finishing a filter");
    await page.keyboard.press("Enter");
    await expect(field(page)).toHaveValue("light tag:home ");
    await expect(count(page)).toHaveText("2 entries");

    await page.keyboard.type("person:ma");
    await expect(list.getByRole("option")).toHaveText(["Mary Jane"]);
    await list.getByRole("option").click();
    await expect(field(page)).toHaveValue('light tag:home person:"Mary Jane" ');
    await expect(page.getByText("No entry that fits these filters has “light”.")).toBeVisible();
    // Only what helps is offered: nothing is about Mary Jane.
    await expect(page.getByRole("link", { name: /^Without / })).toHaveText(['Without person:"Mary Jane": 2 entries']);
    await page.getByRole("link", { name: "Search without filters: 5 entries" }).click();
    await expect(field(page)).toHaveValue("light");
    await expect(count(page)).toHaveText("4 finished entries, 1 draft");

    await field(page).fill("from:2026-03-02 to:2026-03-03");
    await expect(count(page)).toHaveText("2 entries");
    await field(page).fill("mood:4-5");
    await expect(count(page)).toHaveText("1 entry");
    await page.locator("summary", { hasText: "Filter" }).click();
    await page.getByRole("link", { name: "Drafts", exact: true }).click();
    await expect(page.getByText("No entry fits these filters.")).toBeVisible();
    await field(page).fill("status:draft tag:nothi");
    await expect(
      page.getByText("Left out, because nothing is called so or it is not complete: tag:nothi"),
    ).toBeVisible();
    await expect(count(page)).toHaveText("1 draft");
    await field(page).fill("is:draft");
    await page.getByRole("link", { name: "Search for status:draft" }).click();
    await expect(field(page)).toHaveValue("status:draft");
    await expect(count(page)).toHaveText("1 draft");

    await field(page).fill("unfinished");
    await hits(page).first().click();
    await expect(page.locator("[data-found]")).toHaveText(["unfinished"]);
    await page.getByRole("link", { name: "Go on writing" }).click();
    await expect(page.getByLabel("Your entry")).toBeFocused();
  });

  test("it needs no mouse, and the address holds it", async ({ page }) => {
    const { keyboard } = page;
    await app.goTo(page, "People");
    await expect(app.heading(page)).toHaveText("People");
    await keyboard.press("/");
    await expect(field(page)).toBeFocused();
    await keyboard.type("lighthouse");
    await expect(hits(page)).toHaveCount(4);
    await expect(page).toHaveURL(/\/journal\?q=lighthouse$/);
    await keyboard.press("ArrowDown");
    await expect(hits(page).nth(0)).toBeFocused();
    await keyboard.press("ArrowUp");
    await expect(field(page)).toBeFocused();
    for (let step = 0; step < 4; step += 1) await keyboard.press("ArrowDown");
    await expect(hits(page).nth(3)).toBeFocused();
    await keyboard.press("Enter");
    await expect(page).toHaveURL(/\/e\/[0-9a-f-]{36}\?find=lighthouse$/);

    const bar = page.getByRole("region", { name: "Found in this entry" });
    await expect(bar).toContainText("lighthouse 2 places");
    await expect(page.locator("[data-found]")).toHaveText(["lighthouse", "lighthouse"]);
    await isAccessible(page, "an entry that was found");
    await bar.getByRole("button", { name: "Next place" }).click();
    await expect(bar).toContainText("1 of 2");
    await bar.getByRole("button", { name: "Previous place" }).click();
    await expect(bar).toContainText("2 of 2");
    await expect(page.locator("[data-found='1']")).toBeInViewport();
    await bar.getByRole("link", { name: "Remove the marks" }).click();
    await expect(page.locator("[data-found]")).toHaveCount(0);

    await page.goBack();
    await expect(field(page)).toHaveValue("lighthouse");
    await keyboard.press("Control+k");
    await expect(field(page)).toBeFocused();
    await keyboard.press("Escape");
    await expect(field(page)).toHaveValue("");
    await expect(hits(page)).toHaveCount(6);
    await keyboard.press("Escape");
    await expect(app.heading(page)).toBeFocused();
  });

  test("what is written, changed and deleted is found, or no longer, at once", async ({ page, ada }) => {
    await field(page).fill("zeppelin");
    await expect(page.getByText("No entry has “zeppelin”.")).toBeVisible();
    await isAccessible(page, "a search without a hit");
    const { id } = await ada.createEntry({ text: "A zeppelin over the bay." });
    await expect(hits(page)).toHaveText([/A zeppelin over the bay/]);
    await ada.changeEntry(id, { text: "A balloon over the bay." });
    await expect(page.getByText("No entry has “zeppelin”.")).toBeVisible();
    await ada.changeEntry(id, { title: "Zeppelin, no" });
    await expect(hits(page)).toHaveCount(1);
    await ada.deleteEntry(id);
    await expect(page.getByText("No entry has “zeppelin”.")).toBeVisible();
  });
});

test("without a network, in a journal of 2,000 entries", async ({ page, context, watch, ada }) => {
  test.slow();
  watch.expectOutage();
  for (let begun = 0; begun < 2_000; begun += 20) {
    const some = Array.from({ length: 20 }, (_, at) => begun + at);
    await Promise.all(some.map((number) => ada.createEntry({ text: `Day ${number}. ${LONG}`, status: "draft" })));
  }
  await ada.createEntry({ text: "The needle, at last.", written_at: day(1) });
  await app.signIn(page, ADA);
  await app.goTo(page, "Journal");
  await field(page).fill("day 1234");
  await expect(hits(page)).toHaveText([/Day 1234\./]);

  await context.setOffline(true);
  await field(page).fill("needl");
  await expect(hits(page)).toHaveText([/The needle, at last\./]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-found]")).toHaveText("needle");
  await app.write(page, "Written in the tunnel: haystack.");
  await app.goTo(page, "Journal");
  await field(page).fill("hayst");
  await expect(hits(page)).toHaveText([/haystack/]);
});
