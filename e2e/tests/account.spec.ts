/** People can change what they are called and how they sign in. */

import { ADA } from "../support/account";
import * as app from "../support/app";
import { expect, test } from "../support/test";

const NEW_PASSWORD = "three spoons of honey";

test("a new name greets from now on", async ({ page, ada: _ }) => {
  await app.signIn(page, ADA, "/settings");
  await page.getByRole("button", { name: "Change name" }).click();
  const name = page.getByRole("dialog").getByLabel("Your name");
  await expect(name).toBeFocused();
  await name.fill(" ");
  await page.keyboard.press("Enter");
  await expect(name).toHaveAccessibleDescription(/Must not be empty\./);
  await name.fill("Ada Lovelace");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("region", { name: "Account", exact: true })).toContainText("Ada Lovelace");
  await page.reload();
  await app.goTo(page, "Today");
  await expect(app.heading(page)).toContainText("Ada Lovelace");
});

test("the owner sees who else may come in, and how to change that", async ({ page, server, watch, ada: _ }) => {
  await app.signIn(page, ADA, "/settings");
  const section = page.getByRole("region", { name: "New accounts" });
  await expect(section).toContainText("Closed: nobody else can create an account.");
  await expect(section).toContainText("HEARKEN_REGISTRATION");
  watch.expectOutage();
  await server.goDown();
  await server.comeBack({ HEARKEN_REGISTRATION: "invite" });
  await page.goto("/settings");
  await expect(section).toContainText("By invitation");
  await section.getByRole("button", { name: "Invite someone" }).click();
  await expect(section.getByLabel("Link to hand on")).toHaveValue(/create-account\?invite=/);
});

test("settings that could not be read come by themselves when the server is back", async ({
  page,
  server,
  watch,
  ada: _,
}) => {
  await app.signIn(page, ADA);
  // Once it was open, the page is there without the server, too.
  await app.goTo(page, "Settings");
  const missing = page.getByText("The server is out of reach. What belongs here appears when it is back.");
  await expect(page.getByRole("list").getByText("This device")).toBeVisible();
  await app.goTo(page, "Today");
  await page.reload();
  await app.isInStep(page);
  watch.expectOutage();
  await server.goDown();
  await app.goTo(page, "Settings");
  await expect(missing).toHaveCount(5);
  await server.comeBack();
  await expect(page.getByRole("list").getByText("This device")).toBeVisible({ timeout: 30_000 });
  await expect(missing).toHaveCount(0);
  await expect(page.getByRole("region", { name: "New accounts" })).toContainText("HEARKEN_REGISTRATION");
});

test("whose device it is, is asked on Today; elsewhere a line leads to the answer", async ({ page, ada }) => {
  const { id } = await ada.createEntry({ text: "I am glad." });
  await ada.everythingIsRead();
  await app.signIn(page, ADA, `/e/${id}`);
  const line = page.getByRole("link", { name: "Is this your own device?" });
  await expect(line).toBeVisible();
  await expect(app.deviceQuestion(page)).toHaveCount(0);
  const [above, beside] = [await line.boundingBox(), await app.reflection(page).boundingBox()];
  expect(above && beside && beside.y - (above.y + above.height)).toBeGreaterThanOrEqual(0);

  await line.click();
  await expect(page.getByRole("button", { name: "This is my own device: keep a copy here" })).toBeInViewport();
  await expect(line).toHaveCount(0);
  await expect(app.deviceQuestion(page)).toHaveCount(0);

  await app.goTo(page, "Today");
  await app.deviceQuestion(page).getByRole("button", { name: "No", exact: true }).click();
  await app.goTo(page, "Journal");
  await expect(app.heading(page)).toHaveText("Journal");
  await expect(line).toHaveCount(0);
});

test("chosen colours are there before the first paint, and change all at once", async ({ page, ada: _ }) => {
  await app.signIn(page, ADA, "/settings");
  const moving = await page.evaluate(() => {
    const dark = [...document.querySelectorAll("label")].find((label) => label.textContent === "Dark");
    dark?.click();
    return new Promise((done) => requestAnimationFrame(() => done(document.getAnimations().length)));
  });
  expect(moving).toBe(0);
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();

  // Nothing but the document has arrived: what is painted now is the bare page.
  await page.route(/\/assets\//, () => {});
  await page.goto("/", { waitUntil: "commit" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("meta[name=color-scheme]")).toHaveAttribute("content", "dark");
});

test("a new password needs the one so far, and signs out everywhere else", async ({ page, ada: _, browser, watch }) => {
  const elsewhere = await browser.newContext({ baseURL: watch.home });
  watch.attach(elsewhere);
  const other = await elsewhere.newPage();
  await app.signIn(other, ADA);
  await app.signIn(page, ADA, "/settings");

  await page.getByRole("button", { name: "Change password" }).click();
  const dialog = page.getByRole("dialog");
  const [current, next] = [dialog.getByLabel("Your password now"), dialog.getByLabel("New password", { exact: true })];
  await current.fill("not my password");
  await next.fill(NEW_PASSWORD);
  await page.keyboard.press("Enter");
  await expect(current).toHaveAccessibleDescription(/Is not the password of this account\./);
  await expect(next).toHaveValue(NEW_PASSWORD);
  await current.fill(ADA.password);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Your password is changed.")).toBeVisible();

  await expect(app.heading(other)).toHaveText("Your session ended");
  await elsewhere.clearCookies();
  await other.goto("/sign-in");
  await app.enterCredentials(other, ADA);
  await expect(other.getByRole("alert")).toBeVisible();
  await app.enterCredentials(other, { ...ADA, password: NEW_PASSWORD });
  await expect(app.heading(other)).toContainText("Ada");
});
