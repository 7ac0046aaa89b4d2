/** A session that was ended elsewhere: nothing stays to be read but words that exist nowhere else. */

import { ADA, BEN } from "../support/account";
import { Api } from "../support/api";
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

test("what was typed about someone is there again", async ({ page, ada }) => {
  const { id } = await ada.createPerson({ name: "Noor" });
  await app.signIn(page, ADA);
  const dialog = page.getByRole("dialog");
  for (const [path, open] of [
    ["/people", "Edit Noor"],
    [`/people/${id}`, "Edit"],
    ["/people", "Add someone"],
  ] as const) {
    await page.goto(path);
    await page.getByRole("button", { name: open, exact: true }).click();
    await dialog.getByLabel("Notes").fill("Tells the best stories.");
    await dialog.getByRole("radio", { name: "Family" }).check();
    await ada.endOtherSessions();
    await expect(app.heading(page)).toHaveText("Your session ended");
    await expect(dialog).toHaveCount(0);
    await app.enterCredentials(page, ADA);
    await expect(dialog.getByLabel("Notes"), open).toHaveValue("Tells the best stories.");
    await expect(dialog.getByRole("radio", { name: "Family" }), open).toBeChecked();
    await dialog.getByRole("button", { name: "Cancel" }).click();
  }
  await page.getByRole("button", { name: "Add someone" }).click();
  await expect(dialog.getByLabel("Notes")).toHaveValue("");
});

test.describe("when somebody else signs in next", () => {
  test.use({ settings: { HEARKEN_REGISTRATION: "open" } });

  test("unsaved words are shown to copy, and never saved in the other's journal", async ({ page, server, ada }) => {
    const ben = await Api.register(server.url, BEN);
    await app.signIn(page, ADA);
    await app.write(page, "For nobody's eyes.");
    await ada.endOtherSessions();
    await expect(app.heading(page)).toHaveText("Your session ended");
    await app.enterCredentials(page, BEN);

    await expect(app.heading(page)).toHaveText("Another account has signed in");
    await expect(page.getByRole("textbox", { name: "Words that are not saved yet" })).toHaveValue("For nobody's eyes.");
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await page.getByRole("button", { name: "Let them go and open my journal" }).click();
    await expect(app.heading(page)).toContainText("Ben");
    await app.isInStep(page);
    expect([await ada.entries(), await ben.entries()]).toEqual([[], []]);
  });

  test("a deletion that could still be undone is made once its own user is back", async ({ page, server, ada }) => {
    const ben = await Api.register(server.url, BEN);
    const { id } = await ada.createEntry({ text: "Not for the record." });
    await app.signIn(page, ADA, `/e/${id}`);
    await page.getByRole("button", { name: "Delete" }).click();
    await expect(app.messages(page)).toContainText("Undo");
    await ada.endOtherSessions();
    await expect(page.getByText(/^Your last changes are not saved yet\./)).toBeVisible();
    await app.enterCredentials(page, BEN);
    await app.isInStep(page);
    expect(await ada.entries()).toHaveLength(1);
    await ben.endOtherSessions();
    await expect(app.heading(page)).toHaveText("Your session ended");
    await app.enterCredentials(page, ADA);
    await app.isInStep(page);
    await expect.poll(() => ada.entries()).toEqual([]);
  });
});
