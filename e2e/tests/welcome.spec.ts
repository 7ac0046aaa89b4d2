/** What somebody new is asked before the first entry, and what becomes of the answers. */

import { isAccessible } from "../support/accessible";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { press } from "../support/keyboard";
import { expect, test } from "../support/test";

test.use({ settings: async ({ simulator }, use) => use(simulator.settings) });

test("four questions lead to the first entry, and every answer is kept", async ({ page, simulator }) => {
  test.slow();
  const goOn = page.getByRole("button", { name: "Go on" });
  await page.goto("/");
  await app.createOwnerAccount(page, ADA);
  await app.noCodes(page);

  await test.step("what for, and where: with the keyboard", async () => {
    await expect(app.heading(page)).toHaveText(`Welcome, ${ADA.name}`);
    await expect(page.getByText("Step 1 of 4")).toBeVisible();
    await isAccessible(page, "the first step");
    await page.getByRole("checkbox", { name: "Care for my relationships" }).focus();
    await page.keyboard.press("Space");
    await page.getByLabel("Where are you?").selectOption({ label: "New Zealand" });
    await press(page, goOn);
  });

  await test.step("who: a name twice is refused, one that was only typed is added", async () => {
    await expect(app.heading(page)).toHaveText("Who matters to you?");
    await isAccessible(page, "the second step");
    const name = page.getByLabel("Name", { exact: true });
    await name.fill("Noor");
    await page.getByRole("radio", { name: "Partner" }).check();
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await expect(page.getByRole("listitem")).toHaveText(["Noor · Partner"]);
    await expect(name).toBeFocused();
    await name.fill("noor");
    await goOn.click();
    await expect(name).toHaveAccessibleDescription(/There is a noor already/);
    await name.fill("Sam");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("listitem")).toHaveCount(2);
    await page.getByRole("button", { name: "Remove Sam" }).click();
    await expect(page.getByRole("listitem")).toHaveText(["Noor · Partner"]);
    await name.fill("Ida");
    await goOn.click();
  });

  await test.step("who reads along: nobody until it is said", async () => {
    await expect(app.heading(page)).toHaveText("Who may read along?");
    await isAccessible(page, "the third step");
    await expect(page.getByText(simulator.baseUrl)).toBeVisible();
    await expect(page.getByRole("switch")).not.toBeChecked();
    await page.getByRole("switch").click();
    await expect(page.getByRole("switch")).toBeChecked();
    await goOn.click();
  });

  await test.step("how it looks: at once, and a way back", async () => {
    await expect(app.heading(page)).toHaveText("How should it look?");
    await page.getByRole("radio", { name: "Dark" }).check();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await isAccessible(page, "the last step, dark");
    await page.getByRole("link", { name: "Back" }).click();
    await expect(page.getByRole("switch")).toBeChecked();
    await goOn.click();
    await page.getByRole("button", { name: "Start writing" }).click();
  });

  await test.step("the first page asks about it, and Back does not ask everything again", async () => {
    await expect(app.field(page)).toBeFocused();
    await expect(app.field(page)).toHaveAttribute("placeholder", /^How was it with (Noor|Ida) lately\?$/);
    await app.goTo(page, "People");
    await expect(page.getByRole("link", { name: "Ida" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Noor" })).toBeVisible();
  });

  await test.step("Settings holds every answer, and takes another", async () => {
    await app.goTo(page, "Settings");
    await expect(page.getByRole("checkbox", { name: "Care for my relationships" })).toBeChecked();
    await expect(page.getByLabel("Where are you?")).toHaveValue("NZ");
    await page.getByLabel("In your own words").fill("sleep through a night");
    await page.getByRole("checkbox", { name: "Care for my relationships" }).uncheck();
    await app.isInStep(page);
    await app.goTo(page, "Today");
    await expect(
      page.getByRole("link", { name: "Write", exact: true }).filter({ hasText: "sleep through" }),
    ).toBeVisible();
  });
});

test("an address that is no step leads to the first", async ({ page, ada: _ }) => {
  await app.signIn(page, ADA);
  await page.goto("/welcome/money");
  await expect(page).toHaveURL(/\/welcome\/aims$/);
  await expect(app.heading(page)).toHaveText(`Welcome, ${ADA.name}`);
});
