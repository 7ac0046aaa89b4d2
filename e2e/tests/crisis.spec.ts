/** Help beside words of danger: at once, in the browser, without a connection, and in nobody's way. */

import type { Page } from "@playwright/test";
import { isAccessible } from "../support/accessible";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { expect, test } from "../support/test";

const ACUTE = "I cannot see tomorrow. I want to kill myself.";
const QUESTION = "Are you thinking about ending your life?";
const SAFE = "Is it safe to read this now?";

const acute = (page: Page) => page.getByRole("region", { name: QUESTION });
const violence = (page: Page) => page.getByRole("region", { name: SAFE });
const gentle = (page: Page) => page.getByRole("region", { name: "This sounds heavy." });
const caret = (page: Page) => app.field(page).evaluate((field: HTMLTextAreaElement) => field.selectionStart);

test.describe("with a model that may read", () => {
  test.use({ settings: async ({ simulator }, use) => use(simulator.settings) });

  test("help comes while one writes; the words are saved, and no model gets them", async ({ page, ada, simulator }) => {
    await app.signIn(page, ADA);
    await app.goTo(page, "Settings");
    await page.getByRole("switch", { name: /^Let .+ read my entries$/ }).check();
    await app.write(page, ACUTE);
    await expect(acute(page)).toBeVisible();
    await expect(acute(page)).toContainText("or your local emergency number");
    await expect(acute(page).getByRole("link", { name: "findahelpline.com" })).toBeVisible();
    await expect(app.field(page)).toBeFocused();
    expect(await caret(page)).toBe(ACUTE.length);
    await page.keyboard.type(" Or sleep.");
    await app.isSaved(page);
    await app.finish(page);

    await expect(acute(page)).toBeVisible();
    await expect(page.getByRole("main")).toContainText(`${ACUTE} Or sleep.`);
    await ada.everythingIsRead();
    await expect(app.reflection(page)).toHaveCount(0);
    expect(simulator.requests).toBe(0);
    const [entry] = await ada.entries();
    expect(await ada.analysis(entry?.id ?? "")).toMatchObject({
      fallback_reason: "crisis",
      evidence: [],
      method: null,
    });
    await app.goTo(page, "Today");
    await expect(page.getByRole("link", { name: ACUTE })).not.toContainText(/Reflected|Basic reflection/);
  });
});

test("the country is asked once, and its numbers are shown", async ({ page, ada }) => {
  await ada.createEntry({ text: ACUTE });
  await app.signIn(page, ADA);
  await page.getByRole("link", { name: ACUTE }).click();
  await acute(page).getByLabel("Where are you?").selectOption("New Zealand");
  await expect(acute(page).getByRole("link", { name: "Call 1737" })).toHaveAttribute("href", "tel:1737");
  await expect(acute(page).getByRole("link", { name: "Text 1737" })).toHaveAttribute("href", "sms:1737");
  await acute(page).getByLabel("Where are you?").press("Tab");
  await app.isInStep(page);
  await page.reload();
  await expect(acute(page).getByRole("link", { name: "111" })).toBeVisible();
  await expect(acute(page)).toContainText("Numbers for New Zealand");
  await expect(acute(page).getByLabel("Where are you?")).toBeHidden();
});

test("without a connection it is all there", async ({ page, context, ada, watch }) => {
  await ada.createEntry({ text: "The heron is back." });
  await app.signIn(page, ADA);
  await app.keepACopy(page);
  watch.expectOutage();
  await context.setOffline(true);
  await page.reload();
  await app.write(page, ACUTE);
  await expect(acute(page)).toBeVisible();
  await acute(page).getByLabel("Where are you?").selectOption("Germany");
  await expect(acute(page).getByRole("link", { name: "Call 0800 111 0 111" })).toBeVisible();
  await expect(app.stateLine(page)).toContainText("Saved on this device");
});

test("of violence nothing is shown before it is safe, and one can leave at once", async ({ page, ada }) => {
  await app.signIn(page, ADA);
  await app.write(page, "He hit me again and said he will find me.");
  await expect(violence(page)).toBeVisible();
  await expect(violence(page).getByRole("link")).toHaveCount(0);
  await violence(page).getByRole("button", { name: "It is safe, show it" }).press("Enter");
  await expect(violence(page).getByRole("link", { name: "findahelpline.com" })).toBeVisible();
  await violence(page).getByRole("button", { name: "Leave this page" }).click();
  await expect(page).toHaveURL("about:blank");
  expect((await ada.entries())[0]).toMatchObject({ text: "He hit me again and said he will find me." });
});

test("distress has a small card, which can be put off, and switched off; danger has not", async ({ page, ada: _ }) => {
  await app.signIn(page, ADA);
  await app.write(page, "They would all be better off without me.");
  await expect(gentle(page)).toBeVisible();
  await gentle(page).getByRole("button", { name: "Who you can talk to" }).click();
  await expect(gentle(page).getByRole("link", { name: "findahelpline.com" })).toBeVisible();
  await gentle(page).getByRole("button", { name: "Not now" }).click();
  await expect(gentle(page)).toHaveCount(0);
  await app.isSaved(page);
  await app.goTo(page, "Settings");
  await page.getByRole("switch", { name: "Offer help also when my words only sound heavy" }).uncheck();
  await app.write(page, "They would all be better off without me. I want to kill myself.");
  await expect(acute(page)).toBeVisible();
  await app.field(page).fill("They would all be better off without me.");
  await expect(acute(page)).toHaveCount(0);
  await expect(gentle(page)).toHaveCount(0);
});

test("what the server hears and the browser does not brings help to the entry", async ({ page, ada }) => {
  const faint = "I kissed Ben and tidied my room so they do not have to, afterwards.";
  await app.signIn(page, ADA);
  await app.write(page, faint);
  await app.isSaved(page);
  await expect(acute(page)).toHaveCount(0);
  await app.finish(page);
  await expect(acute(page)).toBeVisible();
  await expect(app.reflection(page)).toHaveCount(0);
  const [entry] = await ada.entries();
  expect(await ada.analysis(entry?.id ?? "")).toMatchObject({ fallback_reason: "crisis", method: null });
});

test("what only sounds like it brings nothing", async ({ page, ada: _ }) => {
  await app.signIn(page, ADA);
  await app.write(page, "This commute is killing me, I could have died of shame.");
  await app.isSaved(page);
  await expect(page.locator("[data-help]")).toHaveCount(0);
});

test("words of danger do not come back on this day", async ({ page, ada }) => {
  const then = new Date(Date.now() - 7 * 24 * 3_600_000).toISOString();
  await ada.createEntry({ text: ACUTE, written_at: then });
  await ada.createEntry({ text: "The heron is back.", written_at: then });
  await app.signIn(page, ADA);
  const memories = page.locator("details", { hasText: "On this day" });
  await expect(memories.getByRole("link", { name: "The heron is back." })).toBeVisible();
  await expect(memories).not.toContainText(ACUTE);
});

test("everybody can use it", async ({ page, ada }) => {
  await ada.createEntry({ text: `${ACUTE} He hit me again.` });
  await app.signIn(page, ADA);
  await page.getByRole("link", { name: ACUTE }).click();
  await violence(page).getByRole("button", { name: "It is safe, show it" }).click();
  await isAccessible(page, "help beside an entry");
});
