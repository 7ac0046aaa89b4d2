/** The first evening once more, without a mouse; and where the focus goes. */

import { ADA } from "../support/account";
import * as app from "../support/app";
import { press, tabTo } from "../support/keyboard";
import { expect, test } from "../support/test";

test("everything of the first evening can be done from the keyboard, and the focus is always in sight", async ({
  page,
}) => {
  const { keyboard } = page;

  await test.step("the account", async () => {
    await page.goto("/");
    await tabTo(page, page.getByLabel("Your name"));
    await keyboard.type(ADA.name);
    await tabTo(page, page.getByLabel("E-mail"));
    await keyboard.type(ADA.email);
    await tabTo(page, page.getByLabel("Password", { exact: true }));
    await keyboard.type(ADA.password);
    await keyboard.press("Enter");
  });

  await test.step("no recovery codes yet", async () => {
    await expect(app.heading(page)).toHaveText("A way back in");
    await expect(app.heading(page)).toBeFocused();
    await press(page, page.getByRole("button", { name: "Later" }));
  });

  await test.step("the welcome", async () => {
    await expect(app.heading(page)).toHaveText(`Welcome, ${ADA.name}`);
    await expect(app.heading(page)).toBeFocused();
    await tabTo(page, page.getByRole("checkbox", { name: "Understand myself" }));
    await keyboard.press("Space");
    await press(page, page.getByRole("button", { name: "Go on" }));
    await expect(app.heading(page)).toHaveText("Who matters to you?");
    await expect(app.heading(page)).toBeFocused();
    await press(page, page.getByRole("link", { name: "Skip all this" }));
    await expect(app.field(page)).toBeFocused();
  });

  await test.step("the entry, with all its details", async () => {
    await keyboard.type("Mira and I talked, and I felt heard.");
    await tabTo(page, page.getByRole("radio", { name: "Very low" }));
    await keyboard.press("Space");
    for (let step = 0; step < 3; step += 1) await keyboard.press("ArrowRight");
    await expect(page.getByRole("radio", { name: "Good", exact: true })).toBeChecked();
    await tabTo(page, page.getByLabel("People"));
    await keyboard.type("Mira");
    await keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Remove Mira" })).toBeVisible();
    await tabTo(page, page.getByLabel("Tags"));
    await keyboard.type("us");
    await keyboard.press("Enter");
    await tabTo(page, page.getByRole("switch", { name: "Keep from AI" }));
    await keyboard.press("Space");
    await expect(page.getByRole("switch", { name: "Keep from AI" })).toBeChecked();
    await press(page, page.getByRole("button", { name: "Finish entry" }));
  });

  await test.step("the findings", async () => {
    await expect(app.heading(page)).toBeFocused();
    await expect(app.reflection(page)).toContainText("Reflected");
    const themes = app.reflection(page).getByRole("checkbox", { name: "About" });
    await tabTo(page, themes);
    await keyboard.press("Space");
    await expect(themes).not.toBeChecked();
    const quote = app.reflection(page).getByRole("button", { name: /^“Mira and I talked/ });
    await press(page, quote);
    await expect(quote).toHaveAttribute("aria-pressed", "true");
  });

  await test.step("the chart", async () => {
    await press(page, page.getByRole("link", { name: "Insights" }));
    await expect(app.heading(page)).toBeFocused();
    await tabTo(page, page.getByRole("slider"));
    await expect(page.getByRole("slider")).toHaveAttribute("aria-valuetext", /mood good · tone rather light/);
    await press(page, page.locator("summary", { hasText: "Show as a table" }));
    await expect(page.getByRole("table")).toBeVisible();
  });

  await test.step("the way out and in again", async () => {
    await press(page, page.getByRole("link", { name: "Settings" }));
    await press(page, page.getByRole("button", { name: "Sign out", exact: true }));
    await expect(app.heading(page)).toHaveText("Sign in");
    await tabTo(page, page.getByLabel("E-mail"));
    await keyboard.type(ADA.email);
    await tabTo(page, page.getByLabel("Password", { exact: true }));
    await keyboard.type(ADA.password);
    await keyboard.press("Enter");
    await expect(app.heading(page)).toContainText("Ada");
  });
});

test("the focus follows: to the heading of a new page, back to what opened a dialog, past the navigation", async ({
  page,
  ada,
}) => {
  await ada.createPerson({ name: "Noor" });
  await app.signIn(page, ADA);
  const { keyboard } = page;

  await page.reload();
  await app.isInStep(page);
  await keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await keyboard.press("Enter");
  await tabTo(page, page.getByRole("main").getByRole("link", { name: "Write" }));
  await keyboard.press("Enter");
  await expect(app.field(page)).toBeFocused();
  await keyboard.press("Escape");
  await expect(app.heading(page)).toBeFocused();
  await expect(page).toHaveTitle("Today, Hearken");

  for (const place of ["Journal", "People", "Insights", "Settings"] as const) {
    await press(page, page.getByRole("link", { name: place, exact: true }));
    await expect(app.heading(page)).toBeFocused();
    await expect(page).toHaveTitle(`${place}, Hearken`);
  }

  await press(page, page.getByRole("link", { name: "People", exact: true }));
  const edit = page.getByRole("button", { name: "Edit Noor" });
  await press(page, edit);
  await expect(page.getByRole("dialog").getByLabel("Name")).toBeFocused();
  for (let stop = 0; stop < 12; stop += 1) {
    await keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("[role=dialog]") !== null)).toBe(true);
  }
  await keyboard.press("Escape");
  await expect(edit).toBeFocused();
});

test("who asked for less motion gets none", async ({ page, ada }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await ada.createEntry({ text: "A still evening." });
  await app.signIn(page, ADA);
  await page.getByRole("link", { name: "A still evening." }).click();
  await expect(app.reflection(page)).toContainText("Reflected");
  await app.goTo(page, "People");
  await page.getByRole("button", { name: "Add someone" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .map((animation) => animation.effect?.getComputedTiming().endTime)
      .filter((milliseconds) => Number(milliseconds) > 1),
  );
  expect(moving).toEqual([]);
});
