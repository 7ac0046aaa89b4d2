/** Everyone can use every page: axe finds nothing, nothing has to be scrolled sideways, and no mouse is needed. */

import { LENA } from "../demo/journal";
import { seed } from "../demo/seed";
import { isAccessible } from "../support/accessible";
import { ADA } from "../support/account";
import { Api } from "../support/api";
import * as app from "../support/app";
import { Authenticator } from "../support/authenticator";
import { writeOverEachOther } from "../support/conflict";
import { isSet, newLock, openWithPasskey } from "../support/lock";
import { secondBrowser } from "../support/phone";
import { expect, test } from "../support/test";

test("the pages before signing in", async ({ page, server }) => {
  test.slow();
  await page.goto("/");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("Your name")).toHaveAttribute("aria-invalid", "true");
  await isAccessible(page, "a wrong new account");

  await Api.register(server.url, ADA);
  for (const path of ["/create-account", "/insecure", "/sign-in"]) {
    await page.goto(path);
    await expect(app.heading(page)).toBeVisible();
    await isAccessible(page, path);
  }
  await app.enterCredentials(page, { ...ADA, password: "something else" });
  await expect(page.getByRole("alert")).toBeVisible();
  await isAccessible(page, "a refused sign-in");
});

test("two versions of an entry, and its history", async ({ page, browser, watch, ada }) => {
  test.slow();
  const { id } = await ada.createEntry({ text: "Coffee with Noor.\n\nThe tap drips.\n\nEarly to bed." });
  const phone = await secondBrowser(browser, watch);
  const texts = {
    original: "Coffee with Noor at nine.\n\nThe tap drips.\n\nEarly to bed.",
    copy: "Coffee with Noor at ten.\n\nThe tap drips.\n\nEarly to bed.\n\nSleep well.",
  };
  await writeOverEachOther(phone, page, id, texts);
  await isAccessible(page, "writing in a copy");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("link", { name: "Compare" })).toBeVisible();
  await isAccessible(page, "an entry that was kept twice");
  await page.getByRole("link", { name: "Compare" }).click();
  await page.locator("summary").click();
  await page.getByRole("radio").first().check();
  await isAccessible(page, "comparing two versions");
  await page.goto(`/e/${id}/versions`);
  await expect(page.getByText("As it is now")).toBeVisible();
  await isAccessible(page, "the versions of an entry");
  await page.getByRole("main").getByRole("listitem").last().getByRole("link").click();
  await expect(app.heading(page)).toHaveText(/^Version of /);
  await isAccessible(page, "an earlier version");
});

test.describe("the pages of a journal", () => {
  test.slow();

  test.beforeEach(async ({ page, server }) => {
    await seed(server.url);
    await app.signIn(page, LENA);
  });

  test("writing and reading", async ({ page }) => {
    await isAccessible(page, "Today");
    await page.getByRole("link", { name: "The money talk" }).click();
    await expect(app.reflection(page)).toContainText("Reflected");
    await isAccessible(page, "an entry");
    await app.reflection(page).getByRole("button", { name: "Fear", exact: true }).click();
    await app
      .reflection(page)
      .getByRole("button", { name: /^Mark all \d+ places/ })
      .click();
    await isAccessible(page, "an entry with a chosen finding and all marks");
    await page.getByRole("link", { name: "Edit" }).click();
    await isAccessible(page, "the composer");
    await page.getByLabel("People").fill("Jo");
    await expect(page.getByRole("listbox")).toBeVisible();
    await isAccessible(page, "choosing people");
    await page.keyboard.type("hanna");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("group", { name: /^Who is Johanna/ })).toBeVisible();
    await app.field(page).fill("");
    await isAccessible(page, "an entry that was emptied, about someone new");
    await page.getByRole("button", { name: "Undo my changes" }).click();
    await page.goto("/new");
    await app.field(page).fill("Not now.");
    await page.getByRole("button", { name: "Discard draft" }).click();
    await expect(page.getByText("Draft discarded")).toBeVisible();
    await isAccessible(page, "a message");
    await page.goto("/e/00000000-0000-7000-8000-000000000000");
    await expect(app.heading(page)).toHaveText("No such entry");
    await isAccessible(page, "a missing entry");
    await page.goto("/nothing/here");
    await expect(app.heading(page)).toHaveText("There is no such page");
    await isAccessible(page, "a missing page");
    await app.goTo(page, "Journal");
    await expect(app.heading(page)).toHaveText("Journal");
  });

  test("an ended session with unsaved words", async ({ page, server }) => {
    await app.write(page, "Not saved yet.");
    await (await Api.signIn(server.url, LENA)).endOtherSessions();
    await expect(app.heading(page)).toHaveText("Your session ended");
    await isAccessible(page, "an ended session");
  });

  test("looking back", async ({ page }) => {
    await app.goTo(page, "Journal");
    await page.locator("summary", { hasText: "Filter" }).click();
    await page.getByRole("link", { name: "#us", exact: true }).first().click();
    await page.getByRole("link", { name: "Good", exact: true }).click();
    await isAccessible(page, "Journal with filters");
    await page.getByRole("combobox", { name: "Search your journal" }).fill("zebra");
    await isAccessible(page, "Journal without a hit");
    await app.goTo(page, "Insights");
    await page.getByText("Show as a table").click();
    await isAccessible(page, "Insights");
  });

  test("people and settings", async ({ page }) => {
    await app.goTo(page, "People");
    await isAccessible(page, "People");
    await page.getByRole("button", { name: "Add someone" }).click();
    await isAccessible(page, "adding someone");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Delete Jonas" }).click();
    await isAccessible(page, "deleting someone");
    await page.keyboard.press("Escape");
    await app.goTo(page, "Settings");
    await expect(page.getByRole("list").getByText("This device")).toBeVisible();
    await isAccessible(page, "Settings");
    await page.getByRole("button", { name: "Up to date" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await isAccessible(page, "the state of the connection");
  });

  test("one's own device, without a connection", async ({ page, watch }) => {
    await expect(app.deviceQuestion(page)).toBeVisible();
    await isAccessible(page, "the question about the device");
    await app.keepACopy(page);
    watch.expectOutage();
    await app.writeOffline(page, "Kept here.");
    await isAccessible(page, "writing without a connection");
    await app.goTo(page, "Settings");
    await expect(page.getByRole("button", { name: "Stop keeping a copy here" })).toBeVisible();
    await isAccessible(page, "Settings on one's own device");
    await page.getByRole("button", { name: /changes? waits?$/ }).click();
    await expect(page.getByRole("dialog")).toContainText("saved on this device");
    await isAccessible(page, "what waits on the device");
  });

  test("the lock on one's own device", async ({ page }) => {
    await app.keepACopy(page);
    await app.goTo(page, "Settings");
    await page.getByRole("button", { name: "Set a lock" }).click();
    await page.getByRole("button", { name: "Lock it" }).click();
    await expect(page.getByLabel("PIN", { exact: true })).toHaveAttribute("aria-invalid", "true");
    await isAccessible(page, "setting a PIN");
    await page.getByLabel("PIN", { exact: true }).fill("a small grey goose");
    await page.getByLabel("Once more").fill("a small grey goose");
    await page.getByRole("button", { name: "Lock it" }).click();
    await expect(page.getByRole("button", { name: "Lock now" })).toBeVisible();
    await isAccessible(page, "Settings with a PIN");
    await page.getByRole("button", { name: "Lock now" }).click();
    await expect(app.heading(page)).toHaveText("Locked");
    await page.getByLabel("PIN", { exact: true }).fill("wrong");
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await expect(page.getByText("This is not the PIN.")).toBeVisible();
    await isAccessible(page, "the lock");
    await page.getByRole("button", { name: "I have forgotten the PIN" }).click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await isAccessible(page, "a forgotten PIN");
  });

  test.describe("with a passkey", () => {
    test.use({ host: "localhost" });

    test("the lock on one's own device", async ({ page }) => {
      await app.keepACopy(page);
      await app.goTo(page, "Settings");
      await newLock(page);
      await (await Authenticator.plugIn(page)).refuse();
      await page.getByRole("button", { name: "Create the passkey" }).click();
      await expect(page.getByRole("alert")).toBeVisible();
      await isAccessible(page, "making a passkey that was not confirmed");
      // The check takes away what was plugged in.
      await Authenticator.plugIn(page);
      await page.getByRole("button", { name: "Create the passkey" }).click();
      await isSet(page);
      await isAccessible(page, "Settings with a passkey");
      await page.getByRole("button", { name: "Lock now" }).click();
      await expect(app.heading(page)).toHaveText("Locked");
      await isAccessible(page, "the lock with a passkey");
      await Authenticator.plugIn(page);
      await openWithPasskey(page).click();
      await expect(page.getByRole("alert")).toBeVisible();
      await isAccessible(page, "a passkey that opens nothing");
      await page.getByRole("button", { name: "I no longer have the passkey" }).click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await isAccessible(page, "a lost passkey");
    });
  });
});
