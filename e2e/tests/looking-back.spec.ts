/** Five months later: finding entries again, looking after people, and seeing how it has been. */

import type { Page } from "@playwright/test";
import { ADA } from "../support/account";
import type { Api } from "../support/api";
import * as app from "../support/app";
import { expect, test } from "../support/test";

const DAY_MS = 86_400_000;

/** At noon of every third day. Moods go round from 1 to 5; each fourth entry is about Mira, each fifth about money. */
async function fiveMonths(api: Api): Promise<void> {
  const { id: mira } = await api.createPerson({ name: "Mira", relationship: "partner" });
  const noon = Math.floor(Date.now() / DAY_MS - 0.5) * DAY_MS + DAY_MS / 2;
  for (let number = 0; number < 50; number += 1) {
    await api.createEntry({
      text: `Entry ${number}: ${number % 2 === 0 ? "I am happy and grateful." : "I was sad and worried."}`,
      mood: 1 + (number % 5),
      people: number % 4 === 0 ? [mira] : [],
      tags: number % 5 === 0 ? ["money"] : ["daily"],
      written_at: new Date(noon - 3 * number * DAY_MS).toISOString(),
    });
  }
  await api.createEntry({ text: "Not finished yet.", status: "draft" });
  await api.everythingIsRead();
}

test.describe("after five months", () => {
  test.beforeEach(async ({ page, ada }) => {
    await fiveMonths(ada);
    await app.signIn(page, ADA, "/journal");
  });

  test("entries are found by words, state, mood, person, tag and date, and each choice is a link", async ({ page }) => {
    await expect(count(page)).toHaveText("50 finished entries, 1 draft");

    await test.step("a long journal is shown in parts", async () => {
      await expect(page.getByRole("link", { name: /^Entry 49:/ })).toBeHidden();
      await page.getByRole("button", { name: "Show earlier entries" }).click();
      await expect(page.getByRole("link", { name: /^Entry 49:/ })).toBeVisible();
    });

    await test.step("one filter after the other", async () => {
      await page.locator("summary", { hasText: "Filter" }).click();
      await page.getByRole("link", { name: "Drafts", exact: true }).click();
      await expect(count(page)).toHaveText("1 draft");
      await page.getByRole("link", { name: "Finished", exact: true }).click();
      await expect(count(page)).toHaveText("50 entries");
      await page.getByRole("link", { name: "#money", exact: true }).first().click();
      await expect(count(page)).toHaveText("10 entries");
      await page.getByRole("link", { name: "Mira", exact: true }).click();
      await expect(count(page)).toHaveText("3 entries");
      expect(new URL(page.url()).searchParams.get("tag")).toBe("money");
    });

    await test.step("the address holds them all: a reload and the way back", async () => {
      await page.reload();
      await expect(count(page)).toHaveText("3 entries");
      await page.getByRole("link", { name: /^Entry 20:/ }).click();
      await expect(page.locator("main")).toContainText("Entry 20: I am happy and grateful.");
      await page.goBack();
      await expect(count(page)).toHaveText("3 entries");
    });

    await test.step("each goes away by itself, or all at once", async () => {
      await page.getByRole("link", { name: "Remove filter Mira" }).click();
      await expect(count(page)).toHaveText("10 entries");
      await page.getByRole("link", { name: "Clear all" }).click();
      await expect(count(page)).toHaveText("50 finished entries, 1 draft");
    });

    await test.step("words, also none that fit", async () => {
      const search = page.getByRole("combobox", { name: "Search your journal" });
      await search.fill("sad and worr");
      await expect(count(page)).toHaveText("25 entries");
      await search.fill("zebra");
      await expect(page.getByText("No entry has “zebra”.")).toBeVisible();
      await page.getByRole("link", { name: "Show all entries" }).click();
      await expect(count(page)).toHaveText("50 finished entries, 1 draft");
      await expect(search).toHaveValue("");
    });
  });

  test("people are added, renamed and deleted; entries stay", async ({ page, ada }) => {
    await app.goTo(page, "People");
    const mira = page.getByRole("article").filter({ has: page.getByRole("heading", { name: "Mira" }) });
    await expect(mira).toContainText("In 13 entries");

    await test.step("add", async () => {
      await page.getByRole("button", { name: "Add someone" }).click();
      const dialog = page.getByRole("dialog", { name: "Add someone" });
      await expect(dialog.getByLabel("Name")).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(dialog.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
      await dialog.getByLabel("Name").fill("Mira");
      await page.keyboard.press("Enter");
      await expect(dialog.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
      await dialog.getByLabel("Name").fill("Jonas");
      await dialog.getByRole("radio", { name: "Family" }).check();
      await dialog.getByRole("button", { name: "Add" }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByRole("article").filter({ hasText: "Jonas" })).toContainText("Family");
      await expect(page.getByRole("button", { name: "Add someone" })).toBeFocused();
    });

    await test.step("rename", async () => {
      await page.getByRole("button", { name: "Edit Jonas" }).click();
      await page.getByRole("dialog").getByLabel("Name").fill("Jona");
      await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
      await expect(page.getByRole("heading", { name: "Jona", exact: true })).toBeVisible();
    });

    await test.step("delete", async () => {
      await page.getByRole("button", { name: "Delete Mira" }).click();
      const question = page.getByRole("alertdialog", { name: "Delete Mira?" });
      await question.getByRole("button", { name: "Cancel" }).click();
      await expect(mira).toBeVisible();
      await page.getByRole("button", { name: "Delete Mira" }).click();
      await question.getByRole("button", { name: "Delete" }).click();
      await expect(mira).toBeHidden();
      await expect(app.heading(page)).toBeFocused();
    });

    const linked = async () => (await ada.entries()).flatMap(({ people }) => people);
    await expect.poll(linked).toEqual([]);
    expect(await ada.entries()).toHaveLength(51);
  });

  test("Insights draws the months, by pointer, by keyboard and as a table", async ({ page }) => {
    await app.goTo(page, "Insights");
    const chart = page.getByRole("slider", { name: "Mood and tone by day" });
    await expect(chart).toHaveAttribute("aria-valuemax", "30");
    await expect(page.getByText("Your mood moved between very low and very good.")).toBeVisible();

    await test.step("one stop for the keyboard, and arrows along the points", async () => {
      await chart.focus();
      await expect(chart).toHaveAttribute("aria-valuenow", "30");
      await expect(chart).toHaveAttribute("aria-valuetext", /mood very low · tone light \(\+0\.\d\d\) · 1 entry$/);
      await page.keyboard.press("ArrowLeft");
      await expect(chart).toHaveAttribute("aria-valuetext", /mood low · tone heavy \(−0\.\d\d\) · 1 entry$/);
      await page.keyboard.press("Home");
      await expect(chart).toHaveAttribute("aria-valuenow", "1");
      await page.keyboard.press("End");
      await expect(chart).toHaveAttribute("aria-valuenow", "30");
    });

    await test.step("a point leads to what was written", async () => {
      const box = await chart.boundingBox();
      await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 40);
      await expect(chart).not.toHaveAttribute("aria-valuenow", "30");
      const [day = ""] = ((await chart.getAttribute("aria-valuetext")) ?? "").split(" · ");
      await page.getByRole("link", { name: "Read what you wrote" }).click();
      await expect(count(page)).toHaveText("1 entry");
      await page.getByRole("link", { name: /^Entry \d/ }).click();
      await expect(app.heading(page)).toHaveText(day);
      await app.goTo(page, "Insights");
    });

    await test.step("the same numbers as a table; a year goes by weeks", async () => {
      await page.getByText("Show as a table").click();
      await expect(page.getByRole("table").getByRole("row")).toHaveCount(31);
      await page.getByRole("radio", { name: "30 days" }).check();
      await expect(chart).toHaveAttribute("aria-valuemax", "10");
      await page.getByRole("radio", { name: "A year" }).check();
      const weeks = page.getByRole("slider", { name: "Mood and tone by week" });
      await expect(weeks).toHaveAttribute("aria-valuetext", /^Week of .+ · mood .+ · tone .+ · \d entr/);
    });

    await test.step("what it was about, and who", async () => {
      const people = page.locator("section", { has: page.getByRole("heading", { name: "People" }) });
      await expect(people.getByRole("link", { name: /Mira/ })).toContainText("13 entries");
      await expect(page.getByRole("heading", { name: "Feelings found" })).toBeVisible();
      await expect(page.getByRole("term").filter({ hasText: "with something found" })).toBeVisible();
    });
  });
});

test("someone whose name is in the words counts without being linked, and is linked with one press", async ({
  page,
  ada,
}) => {
  const { id: sam } = await ada.createPerson({ name: "Sam" });
  await ada.createEntry({ text: "Sam made soup, and I was grateful." });
  await ada.createEntry({ text: "A quiet day.", people: [sam] });
  await ada.createEntry({ text: "Nobody at all." });
  await ada.everythingIsRead();
  await app.signIn(page, ADA, "/people");

  await test.step("in the number on the card, and behind it", async () => {
    await page.getByRole("article").getByRole("link", { name: "In 2 entries" }).click();
    await expect(app.heading(page)).toHaveText("Sam");
    await expect(count(page)).toHaveText("In 2 entries: 1 is about them, 1 only names them");
    await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(2);
    await expect(page.getByRole("link", { name: "Sam made soup" })).toContainText("Sam");
  });

  await test.step("in Insights", async () => {
    await app.goTo(page, "Insights");
    await expect(page.getByRole("link", { name: "Sam 2 entries" })).toBeVisible();
  });

  await test.step("linked, and back", async () => {
    await page.getByRole("link", { name: "Sam made soup" }).click();
    const link = app.reflection(page).getByRole("button", { name: "About Sam" });
    await link.click();
    await expect(link).toBeHidden();
    await expect(app.heading(page)).toBeFocused();
    const linked = async () => (await ada.entries()).filter(({ people }) => people.includes(sam)).length;
    await expect.poll(linked).toBe(2);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(link).toBeVisible();
    await expect.poll(linked).toBe(1);
  });
});

test("someone who is added later is found in what was written before, everywhere in the same entries", async ({
  page,
  ada,
}) => {
  await ada.createEntry({ text: "Tom rang, and we laughed.", mood: 4 });
  await ada.createEntry({ text: "Nothing from tom today.", mood: 2 });
  await ada.createEntry({ text: "Tomorrow, perhaps." });
  await ada.everythingIsRead();
  await app.signIn(page, ADA, "/people");
  await page.getByRole("button", { name: "Add someone" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Tom");
  await page.keyboard.press("Enter");

  await test.step("on the card, and on the page behind it, with mood and tone of those days", async () => {
    await page.getByRole("article").getByRole("link", { name: "In 2 entries" }).click();
    await expect(app.heading(page)).toHaveText("Tom");
    await expect(count(page)).toHaveText("In 2 entries");
    await expect(page.getByRole("link", { name: /tom/i }).filter({ hasText: /rang|Nothing/ })).toHaveCount(2);
    await expect(page.getByRole("slider", { name: "Mood and tone by day" })).toHaveAttribute(
      "aria-valuetext",
      /mood even · .+ · 2 entries$/,
    );
  });

  await test.step("in the journal", async () => {
    await page.getByRole("link", { name: "Read what you wrote" }).click();
    await expect(page.getByRole("link", { name: "Remove filter Tom" })).toBeVisible();
    await expect(count(page)).toHaveText("2 entries");
  });

  await test.step("in the entry, where the name is marked", async () => {
    await page.getByRole("link", { name: "Nothing from tom today." }).click();
    await expect(page.locator("main mark", { hasText: "tom" })).toBeVisible();
    await expect(app.reflection(page).getByRole("button", { name: "About Tom" })).toBeVisible();
  });

  await test.step("and no longer, where the name is another one", async () => {
    await app.goTo(page, "People");
    await page.getByRole("button", { name: "Edit Tom" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("Thomas");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("article")).toContainText("In no entry yet");
  });
});

test("an entry that is dated later than today does not stretch the chart", async ({ page, ada }) => {
  for (const days of [-9, -6, -3, 0, 400]) {
    await ada.createEntry({
      text: "I am glad.",
      mood: 4,
      written_at: new Date(Date.now() + days * DAY_MS).toISOString(),
    });
  }
  await ada.everythingIsRead();
  await app.signIn(page, ADA, "/insights");
  await expect(page.getByRole("slider")).toHaveAttribute("aria-valuemax", "4");
  await expect(page.getByText("Your mood was good throughout.")).toBeVisible();
  await expect(page.getByText("1 entry is dated later than today and not drawn here.")).toBeVisible();
});

/** How many entries the journal says it shows. */
function count(page: Page) {
  return page
    .getByRole("main")
    .getByRole("status")
    .filter({ hasText: /entr(y|ies)|draft/ });
}
