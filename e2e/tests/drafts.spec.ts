/** Words on their way: saved without being asked, kept through reloads, thrown away and brought back, too many of them. */

import { ADA } from "../support/account";
import * as app from "../support/app";
import { expect, test } from "../support/test";

test.beforeEach(async ({ page, ada: _ }) => {
  await app.signIn(page, ADA);
});

test("what is typed is saved by itself and survives a reload at any moment", async ({ page, ada }) => {
  await test.step("the line under the field says where the words are", async () => {
    await page.keyboard.press("n");
    await expect(app.field(page)).toBeFocused();
    await expect(app.stateLine(page)).toHaveText("Saves as you write.");
    await page.keyboard.type("The first sentence.");
    await expect(app.stateLine(page)).toContainText("Only in this tab");
    await app.isSaved(page);
    await expect(app.stateLine(page)).toContainText("3 words");
  });

  await test.step("after a reload the words are there, with the caret behind them", async () => {
    await page.reload();
    await expect(app.field(page)).toBeFocused();
    await page.keyboard.type(" The second.");
    await expect(app.field(page)).toHaveValue("The first sentence. The second.");
  });

  await test.step("also when the page is reloaded in the middle of a word", async () => {
    await page.keyboard.type(" The thi");
    await page.reload();
    await expect(app.field(page)).toHaveValue("The first sentence. The second. The thi");
  });

  await test.step("and when one just goes somewhere else", async () => {
    await page.keyboard.type("rd.");
    await app.goTo(page, "Today");
    const draft = page.getByRole("link", { name: "The first sentence. The second. The third." });
    await expect(draft).toContainText("Draft");
    await app.isInStep(page);
    expect(await ada.entries()).toMatchObject([
      { text: "The first sentence. The second. The third.", status: "draft" },
    ]);
  });
});

test("the connection is not called up to date beside words that were not sent, not for a moment", async ({ page }) => {
  await app.write(page, "I");
  const both = await page.evaluateHandle(() => {
    const seen = new Set<string>();
    const look = () => {
      const line = document.getElementById("composer-state")?.textContent ?? "";
      const word = document.querySelector("header [data-connection]")?.textContent ?? "";
      seen.add(`${line.replace(/ \d.*/, "")}; ${word}`);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
    return seen;
  });
  await page.keyboard.type(" have written this.");
  await app.isSaved(page);
  await app.isInStep(page);
  const seen = await both.evaluate((set) => [...set]);
  expect(seen).toContain("Only in this tab; Not all sent yet");
  expect(seen.filter((it) => it.endsWith("Up to date") && !it.startsWith("Saved;"))).toEqual([]);
});

test("a draft that was thrown away can be brought back", async ({ page, ada }) => {
  await app.write(page, "Not today.");
  await page.getByRole("textbox", { name: "Title" }).fill("A bad idea");
  await page.getByRole("radio", { name: "Low", exact: true }).check();
  await page.getByLabel("Tags").fill("work");
  await page.keyboard.press("Enter");
  await app.isSaved(page);

  await page.getByRole("button", { name: "Discard draft" }).click();
  await expect(page.getByText("Nothing written yet. The first line is the hard one.")).toBeVisible();
  await app.messages(page).getByRole("button", { name: "Undo" }).click();
  await expect(app.field(page)).toHaveValue("Not today.");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("A bad idea");
  await expect(page.getByRole("radio", { name: "Low", exact: true })).toBeChecked();
  await app.isInStep(page);
  expect(await ada.entries()).toMatchObject([
    { title: "A bad idea", text: "Not today.", mood: 2, tags: ["work"], status: "draft" },
  ]);

  await page.getByRole("button", { name: "Discard draft" }).click();
  await app.messages(page).getByRole("button", { name: "Close" }).click();
  await expect.poll(() => ada.entries()).toEqual([]);
});

test("limits are said before anything is lost, and an empty page cannot be finished", async ({ page, ada }) => {
  const finish = page.getByRole("button", { name: "Finish entry" });

  await test.step("nothing written", async () => {
    await page.goto("/new");
    await expect(finish).toBeDisabled();
    await page.keyboard.press("Control+Enter");
    await expect(page).toHaveURL(/\/new$/);
    await expect(app.field(page)).toBeFocused();
    await page.keyboard.type("   ");
    await expect(app.stateLine(page)).toHaveText("Saved as soon as there are words.");
  });

  await test.step("too much written", async () => {
    await app.field(page).fill("x".repeat(100_002));
    await expect(app.stateLine(page)).toContainText("2 characters too many: only in this tab until it is shorter");
    await expect(app.stateLine(page).getByRole("button", { name: "Copy text" })).toBeVisible();
    await expect(finish).toBeDisabled();
    await page.keyboard.press("Control+Enter");
    await expect(page).toHaveURL(/\/new$/);
    await app.field(page).press("End");
    await page.keyboard.press("Backspace");
    await expect(app.stateLine(page)).toContainText("1 character too many: only in this tab until it is shorter");
    await page.keyboard.press("Backspace");
    await app.isSaved(page);
  });

  await test.step("titles and tags end where the server's patience ends", async () => {
    const title = page.getByRole("textbox", { name: "Title" });
    await title.focus();
    await page.keyboard.insertText("t".repeat(205));
    await expect(title).toHaveValue("t".repeat(200));
    const tags = page.getByLabel("Tags");
    await tags.focus();
    for (const tag of ["long".repeat(15), ..."bcdefghij"]) {
      await page.keyboard.insertText(tag);
      await page.keyboard.press("Enter");
    }
    await expect(tags).toBeDisabled();
    await expect(page.getByText("10 tags are the most.")).toBeVisible();
  });

  await app.isInStep(page);
  const [entry] = await ada.entries();
  expect(entry?.text).toHaveLength(100_000);
  expect(entry?.title).toHaveLength(200);
  expect(entry?.tags).toHaveLength(10);
  expect(entry?.tags[0]).toHaveLength(50);
});
