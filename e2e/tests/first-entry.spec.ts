/** The first evening with Hearken, from an empty server to signing in again. */

import { ADA } from "../support/account";
import * as app from "../support/app";
import { noteReadingWords } from "../support/history";
import { expect, test } from "../support/test";

const WORDS = "We finally talked about money without shouting and I felt heard";

test("someone writes for the first time, and sees it understood", async ({ page }) => {
  await page.goto("/");
  await expect(app.heading(page)).toHaveText("Create the owner account");
  await app.createOwnerAccount(page, ADA);

  // Straight to the page, with the caret in the field.
  await expect(app.field(page)).toBeFocused();
  await page.keyboard.type(WORDS);
  const readingWords = await noteReadingWords(page);
  await app.finish(page);

  const reflection = app.reflection(page);
  await expect(reflection).toContainText("Reflected");
  expect(await readingWords()).toEqual(["Waiting to be read", "Reflected"]);

  await expect(reflection.getByRole("heading", { name: "Tone of the writing" })).toBeVisible();
  const heard = page.getByRole("mark").filter({ hasText: "felt heard" });
  await expect(heard).toBeVisible();
});
