/** A session that was ended elsewhere: nothing stays to be read but words that exist nowhere else. */

import { ADA } from "../support/account";
import * as app from "../support/app";
import { expect, test } from "../support/test";

test("whatever was open is covered, until one has signed in again", async ({ page, ada }) => {
  const noor = await ada.createPerson({ name: "Noor" });
  const { id } = await ada.createEntry({ text: "A secret of mine.", title: "Secrets", people: [noor.id], mood: 4 });
  await ada.everythingIsRead();
  await app.signIn(page, ADA);
  for (const path of ["/", "/journal", `/e/${id}`, "/people", "/insights", "/settings", `/e/${id}/edit`]) {
    await page.goto(path);
    await app.isInStep(page);
    await ada.endOtherSessions();
    await expect(app.heading(page)).toHaveText("Your session ended");
    await expect(page).toHaveTitle(/^(Signed out|Edit entry), Hearken$/);
    await expect(page.getByRole("main")).toContainText("Sign in to go on where you were.");
    for (const word of [/secret/i, "Noor", ADA.name, ADA.email]) {
      await expect(page.getByText(word).filter({ visible: true }), path).toHaveCount(0);
    }
    await expect(page.getByRole("navigation")).toHaveCount(0);
    await expect(page.getByRole("textbox", { name: /entry|words/i })).toHaveCount(0);
    await page.keyboard.press("n");
    await app.enterCredentials(page, ADA);
    await expect(app.heading(page)).not.toHaveText("Your session ended");
    await expect(page).toHaveURL(path);
  }
});

test("unsaved words stay at hand, and are saved once one has signed in again", async ({ page, context, ada }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.signIn(page, ADA);
  await app.write(page, "It began with the letter from my aunt.");
  await ada.endOtherSessions();

  const words = page.getByRole("textbox", { name: "Words that are not saved yet" });
  await expect(page.getByText(/^These words are not saved yet\./)).toBeVisible();
  await expect(words).toHaveValue("It began with the letter from my aunt.");
  await expect(words).not.toBeEditable();
  await page.getByRole("button", { name: "Copy text" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("It began with the letter from my aunt.");

  await app.enterCredentials(page, ADA);
  await expect(app.field(page)).toBeFocused();
  await page.keyboard.type(" She is well.");
  await app.isSaved(page);
  expect(await ada.entries()).toMatchObject([{ text: "It began with the letter from my aunt. She is well." }]);
});

test("not even words that cannot be saved are lost", async ({ page, ada }) => {
  await app.signIn(page, ADA, "/new");
  await app.field(page).fill("x".repeat(100_001));
  await ada.endOtherSessions();
  await app.enterCredentials(page, ADA);
  await expect(app.field(page)).toHaveValue("x".repeat(100_001));
  await app.field(page).press("End");
  await page.keyboard.press("Backspace");
  await app.isSaved(page);
});
