/** Signing out takes everything of who signs out, and nothing of anybody else who keeps a journal in the same browser. */

import type { Page } from "@playwright/test";
import { ADA, BEN } from "../support/account";
import { Api } from "../support/api";
import * as app from "../support/app";
import { enterPin, isLocked, setPin } from "../support/lock";
import { expect, test } from "../support/test";
import { browserStorage } from "../support/traces";

test.use({ settings: { HEARKEN_REGISTRATION: "open" } });

const PIN = "seven grey geese";
let ben: Api;

test.beforeEach(async ({ page, server, watch, ada }) => {
  watch.expectOutage();
  ben = await Api.register(server.url, BEN);
  await ada.createEntry({ text: "The heron is back." });
  await app.signIn(page, ADA);
  await app.keepACopy(page);
});

test("what another has not sent yet outlives it, and arrives once they are back", async ({ page, context, ada }) => {
  const adas = await journals(page);
  await app.loseSession(page, ada, "For nobody's eyes.");
  await app.enterCredentials(page, BEN);
  await app.keepACopy(page);
  await app.write(page, "A day like any other.");
  await app.isSaved(page);
  expect(await journals(page)).toHaveLength(2);
  const other = await context.newPage();
  await other.goto("/");
  await app.isInStep(other);

  await app.signOut(page);
  for (const tab of [page, other]) {
    await expect(app.heading(tab)).toHaveText("Sign in");
    await expect(app.somethingWaits(tab)).toBeVisible();
    await keepsOnly(tab, adas);
  }
  await app.enterCredentials(page, ADA);
  await app.isInStep(page);
  await expect(page.getByRole("link", { name: "For nobody's eyes." })).toBeVisible();
  expect(await ada.entries()).toMatchObject([{ text: "For nobody's eyes." }, { text: "The heron is back." }]);
  expect(await ben.entries()).toMatchObject([{ text: "A day like any other." }]);
});

test("another's lock stands in nobody's way, and is asked for once its owner has signed in", async ({ page, ada }) => {
  await app.goTo(page, "Settings");
  await setPin(page, PIN);
  await app.loseSession(page, ada, "Under lock and key.");
  for (const _ of ["once", "and again"]) {
    await app.enterCredentials(page, BEN);
    await app.isInStep(page);
    await app.signOut(page);
    await expect(app.somethingWaits(page)).toBeVisible();
    await page.reload();
    await expect(app.heading(page)).toHaveText("Sign in");
  }
  await app.enterCredentials(page, ADA);
  await isLocked(page);
  await enterPin(page, PIN);
  await app.isInStep(page);
  expect(await ada.entries()).toMatchObject([{ text: "Under lock and key." }, { text: "The heron is back." }]);
});

test("who has forgotten their PIN deletes their own copy alone", async ({ page, ada }) => {
  const adas = await journals(page);
  await app.loseSession(page, ada, "Mine alone.");
  await app.enterCredentials(page, BEN);
  await app.keepACopy(page);
  await app.goTo(page, "Settings");
  await setPin(page, PIN);
  await page.getByRole("button", { name: "Lock now" }).click();
  await isLocked(page);
  await page.getByRole("button", { name: "I have forgotten the PIN" }).click();
  await page.getByRole("button", { name: "Delete the copy and sign in" }).click();
  await expect(app.somethingWaits(page)).toBeVisible();
  await keepsOnly(page, adas);
  await app.enterCredentials(page, ADA);
  await app.isInStep(page);
  expect(await ada.entries()).toMatchObject([{ text: "Mine alone." }, { text: "The heron is back." }]);
});

test("a tab that ends while its user signs out leaves no more behind", async ({ page, context, ada }) => {
  const adas = await journals(page);
  await app.loseSession(page, ada, "Still here.");
  await app.enterCredentials(page, BEN);
  await app.keepACopy(page);
  await page.route("**/auth/logout*", async (route) => {
    await route.fetch();
    await page.close();
  });
  const closed = page.waitForEvent("close");
  await app.signOut(page);
  await closed;
  const next = await context.newPage();
  await next.goto("/");
  await expect(app.heading(next)).toHaveText("Sign in");
  await expect(app.somethingWaits(next)).toBeVisible();
  await keepsOnly(next, adas);
});

/** The databases in which the browser keeps journals. */
async function journals(page: Page): Promise<unknown> {
  return (await browserStorage(page)).databases;
}

/** Nothing is stored but `databases`, and what their users have answered. */
async function keepsOnly(page: Page, databases: unknown): Promise<void> {
  const { local, ...stored } = await browserStorage(page);
  expect(stored).toMatchObject({ databases, caches: [], workers: [], session: {} });
  const answers = JSON.parse((local as Record<string, string>)["hearken.device"] ?? "[]") as { user: string }[];
  expect(answers.map(({ user }) => `hearken-${user}`)).toEqual(databases);
  expect(Object.keys(local as object).filter((key) => !/^hearken\.(?:appearance|device)$/.test(key))).toEqual([]);
}
