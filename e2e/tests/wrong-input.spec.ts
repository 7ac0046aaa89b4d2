/** Every wrong input is told in words, at its place, and nothing typed is lost over it. */

import type { Locator, Page } from "@playwright/test";
import { ADA, BEN } from "../support/account";
import * as app from "../support/app";
import { expect, test } from "../support/test";

test("the form for a new account says what is wrong, field by field", async ({ page }) => {
  await page.goto("/create-account");
  const { name, email, password } = {
    name: page.getByLabel("Your name"),
    email: page.getByLabel("E-mail"),
    password: page.getByLabel("Password", { exact: true }),
  };

  await test.step("nothing filled in", async () => {
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(name).toBeFocused();
    for (const input of [name, email, password]) await complains(input, "Must not be empty.");
  });

  await test.step("no address", async () => {
    await app.createOwnerAccount(page, { ...ADA, email: "ada at home" });
    await expect(email).toBeFocused();
    await complains(email, "Must be an address as in ana@example.org.");
    await expect(name).not.toHaveAttribute("aria-invalid");
  });

  await test.step("a password that is too short", async () => {
    await app.createOwnerAccount(page, { ...ADA, password: "short" });
    await expect(password).toBeFocused();
    await complains(password, "Must have at least 8 characters.");
    await expect(password).toHaveValue("short");
  });

  await test.step("a name that is too long", async () => {
    await app.createOwnerAccount(page, { ...ADA, name: "A".repeat(500) });
    await complains(name, "Must have at most 100 characters, has 500.");
  });

  await test.step("all well", async () => {
    await app.createOwnerAccount(page, ADA);
    await expect(app.heading(page)).toHaveText("A way back in");
  });
});

test.describe("where anyone may come in", () => {
  test.use({ settings: { HEARKEN_REGISTRATION: "open" } });

  test("an address that is taken is refused under the address", async ({ page, ada: _ }) => {
    await page.goto("/");
    await page.getByRole("link", { name: "Create one" }).click();
    await app.createOwnerAccount(page, { ...BEN, email: ADA.email });
    await complains(page.getByLabel("E-mail"), "There is an account with this address already.");
    await app.createOwnerAccount(page, BEN);
    await expect(app.heading(page)).toHaveText("A way back in");
  });
});

test.describe("where people come by invitation", () => {
  test.use({ settings: { HEARKEN_REGISTRATION: "invite" } });

  test("a link of the owner's opens the door, once", async ({ page, ada: _, browser, watch }) => {
    await page.goto("/create-account");
    await expect(app.heading(page)).toHaveText("You need an invitation");
    await app.signIn(page, ADA, "/settings");
    await page.getByRole("button", { name: "Invite someone" }).click();
    const link = await page.getByLabel("Link to hand on").inputValue();

    const guests = await browser.newContext({ baseURL: watch.home });
    watch.attach(guests);
    const guest = await guests.newPage();
    await guest.goto(link);
    await app.createOwnerAccount(guest, BEN);
    await app.noCodes(guest);
    await expect(app.heading(guest)).toHaveText(/^Welcome, /);

    await guests.clearCookies();
    await guest.goto(link);
    await app.createOwnerAccount(guest, { ...BEN, email: "ben.again@example.org" });
    await expect(guest.getByRole("alert")).toContainText("This invitation has been used, or has expired.");
  });
});

test("a closed server says so, and a wrong password is not told from an unknown address", async ({ page, ada: _ }) => {
  await page.goto("/create-account");
  await expect(app.heading(page)).toHaveText("This server takes no new accounts");
  await page.getByRole("link", { name: "Sign in" }).click();

  await app.enterCredentials(page, { email: ADA.email, password: "rain on the tin floor" });
  const refusal = await page.getByRole("alert").textContent();
  await page.reload();
  await app.enterCredentials(page, BEN);
  await expect(page.getByRole("alert")).toHaveText(refusal ?? "");
  await expect(page.getByLabel("E-mail")).toHaveValue(BEN.email);

  await app.enterCredentials(page, ADA);
  await expect(app.heading(page)).toContainText("Ada");
});

test("all that the server finds wrong is said at once, each thing at its field", async ({ page, ada: _ }) => {
  const errors = [
    { field: "password", message: "must not be in the list of known passwords" },
    { field: "email", message: "must be an address as in ana@example.org" },
  ];
  await page.route("**/api/v1/auth/login", (route) =>
    route.fulfill({ status: 422, contentType: "application/problem+json", json: { code: "invalid_field", errors } }),
  );
  await page.goto("/sign-in");
  await app.enterCredentials(page, ADA);
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await complains(page.getByLabel("E-mail"), "Must be an address as in ana@example.org.");
  await complains(page.getByLabel("Password", { exact: true }), "Must not be in the list of known passwords.");
});

test("an address that leads nowhere keeps the way to every place, and asks strangers to sign in", async ({
  page,
  ada: _,
}) => {
  await page.goto("/nothing/here");
  await expect(app.heading(page)).toHaveText("Sign in");
  await app.enterCredentials(page, ADA);
  await expect(app.heading(page)).toHaveText("There is no such page");
  await app.isInStep(page);
  await app.goTo(page, "People");
  await expect(app.heading(page)).toHaveText("People");
});

test("Settings tells the browsers of one kind apart", async ({ page, ada: _, browser, watch }) => {
  const other = await browser.newContext({ baseURL: watch.home });
  watch.attach(other);
  await app.signIn(await other.newPage(), ADA);
  await app.signIn(page, ADA, "/settings");
  const rows = page.getByRole("region", { name: "Signed in on" }).getByRole("listitem");
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText(/This device ?In use now\. Signed in .+, \d\d:\d\d\./);
  await expect(rows.filter({ hasText: "This device" })).toHaveCount(1);
  await expect(rows.filter({ hasText: "Chrome" }).nth(1)).toContainText(
    /Last used just now\. Signed in .+, \d\d:\d\d\./,
  );
});

/** `input` is marked as wrong, and described by `complaint`. */
async function complains(input: Locator, complaint: string | RegExp): Promise<void> {
  await expect(input).toHaveAttribute("aria-invalid", "true");
  const page: Page = input.page();
  const ids = (await input.getAttribute("aria-describedby")) ?? "";
  await expect(page.locator(`[id="${ids.split(" ").at(-1)}"]`)).toHaveText(complaint);
}
