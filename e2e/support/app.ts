/** What people do in the app, and where they look, in the app's own words. */

import { expect, type Locator, type Page } from "@playwright/test";
import type { Account } from "./account";
import type { Api } from "./api";

/** Fills in the form of a server that nobody uses yet. */
export async function createOwnerAccount(page: Page, { name, email, password }: Account): Promise<void> {
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
}

/** Makes no recovery codes for the account that was just made. */
export async function noCodes(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Later" }).click();
}

/** Answers none of the questions that somebody new is asked, and goes to the first entry. */
export async function skipWelcome(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Skip all this" }).click();
}

/** Fills in the form on the page for signing in. */
export async function enterCredentials(page: Page, { email, password }: Pick<Account, "email" | "password">) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs in, and waits until the journal is here. */
export async function signIn(page: Page, account: Account, path = "/"): Promise<void> {
  await page.goto(`/sign-in?to=${encodeURIComponent(path)}`);
  await enterCredentials(page, account);
  await isInStep(page);
}

/** Waits until the tab has everything from the server and the server everything from the tab. */
export async function isInStep(page: Page): Promise<void> {
  await expect(connection(page)).toHaveText("Up to date");
}

/** The words about the connection. */
export function connection(page: Page): Locator {
  return page.getByRole("banner").locator("[data-connection]");
}

/** Goes to one of the places of the app. */
export async function goTo(page: Page, place: "Today" | "Journal" | "People" | "Insights" | "Settings"): Promise<void> {
  await page.getByRole("link", { name: place, exact: true }).click();
}

/** The page's own heading. */
export function heading(page: Page): Locator {
  return page.getByRole("heading", { level: 1 });
}

/** The field of the composer. */
export function field(page: Page): Locator {
  return page.getByRole("textbox", { name: "Your entry" });
}

/** The line of the composer that says where the words are. */
export function stateLine(page: Page): Locator {
  return page.locator("#composer-state");
}

/** Begins a new entry and types `text`, key by key. */
export async function write(page: Page, text: string): Promise<void> {
  await page.getByRole("link", { name: "Write", exact: true }).first().click();
  await field(page).pressSequentially(text);
}

/** Waits until the words are on the server. */
export async function isSaved(page: Page): Promise<void> {
  await expect(stateLine(page)).toContainText(/^Saved \d/);
}

export async function finish(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Finish entry" }).click();
  await expect(page).toHaveURL(/\/e\/[0-9a-f-]{36}$/);
}

/** The short messages over the page. */
export function messages(page: Page): Locator {
  return page.getByRole("region", { name: "Messages" });
}

/** What was found in the entry, and how far its reading is. */
export function reflection(page: Page): Locator {
  return page.getByRole("complementary", { name: "Reflection" });
}

/** Takes the connection away and writes what only this device has then. */
export async function writeOffline(page: Page, words: string): Promise<void> {
  await page.context().setOffline(true);
  await write(page, words);
  await expect(stateLine(page)).toContainText("Saved on this device");
}

/** Writes without a connection; when it is back, the session of `writer` has ended. */
export async function loseSession(page: Page, writer: Api, words: string): Promise<void> {
  await writeOffline(page, words);
  await writer.endOtherSessions();
  await page.context().setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(heading(page)).toHaveText("Your session ended");
}

/** What the page for signing in says when somebody's words are here that were never sent. */
export function somethingWaits(page: Page): Locator {
  return page.getByText(/^What was last written here is not on the server yet\./);
}

export async function signOut(page: Page): Promise<void> {
  await goTo(page, "Settings");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
}

/** The question whether this is one's own device. */
export function deviceQuestion(page: Page): Locator {
  return page.getByRole("region", { name: "Is this your own device?" });
}

/** Says that this is one's own device, and waits until the app is here to stay. */
export async function keepACopy(page: Page): Promise<void> {
  await deviceQuestion(page).getByRole("button", { name: "Yes, keep a copy here" }).click();
  await expect(deviceQuestion(page)).toHaveCount(0);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
}
