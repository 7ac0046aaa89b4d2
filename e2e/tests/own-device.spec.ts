/** One's own device: the journal is there without a connection, and nothing that was written is lost. */

import { ADA } from "../support/account";
import * as app from "../support/app";
import { helloes } from "../support/sockets";
import { expect, test } from "../support/test";
import { browserStorage } from "../support/traces";

test.beforeEach(async ({ page, ada }) => {
  await ada.createEntry({ text: "The heron is back." });
  await ada.everythingIsRead();
  await app.signIn(page, ADA);
  await app.keepACopy(page);
});

test("on a plane: read, write, change and delete; it all arrives later, in order, once", async ({
  page,
  context,
  watch,
  ada,
}) => {
  const { id } = await ada.createEntry({ text: "To be thrown away." });
  await expect(page.getByRole("link", { name: "To be thrown away." })).toBeVisible();
  watch.expectOutage();
  await context.setOffline(true);
  // The browser knows at once.
  await expect(app.connection(page)).toHaveText("Offline", { timeout: 1_000 });
  await page.reload();
  await expect(app.heading(page)).toContainText("Ada");
  await expect(page.getByRole("link", { name: "The heron is back." })).toBeVisible();

  await app.write(page, "Above the clouds.");
  await expect(app.stateLine(page)).toContainText(/^Saved on this device \d/);
  await page.reload();
  await expect(app.field(page)).toHaveValue("Above the clouds.");
  await app.field(page).press("End");
  await page.keyboard.type(" And sun.");
  await expect(app.stateLine(page)).toContainText(/^Saved on this device \d/);
  await app.finish(page);
  await page.reload();
  await expect(page.getByRole("main")).toContainText("Above the clouds. And sun.");

  await page.goto(`/e/${id}`);
  await page.getByRole("button", { name: "Delete" }).click();
  await app.goTo(page, "Journal");
  await page.reload();
  await expect(page.getByRole("link", { name: "Above the clouds. And sun." })).toBeVisible();
  await expect(page.getByRole("link", { name: "To be thrown away." })).toHaveCount(0);
  await expect(app.connection(page)).toHaveText(/^Offline, \d changes wait$/);

  await context.setOffline(false);
  await app.isInStep(page);
  expect(await ada.entries()).toMatchObject([{ text: "Above the clouds. And sun." }, { text: "The heron is back." }]);
});

test("of two tabs one talks to the server, and the other goes on when that one is closed", async ({
  page,
  context,
  ada,
}) => {
  const greetings = helloes(context);
  await page.reload();
  await app.isInStep(page);
  const other = await context.newPage();
  await other.goto("/");
  await app.isInStep(other);
  await app.write(other, "From the second tab.");
  await app.isSaved(other);
  await expect(page.getByRole("link", { name: "From the second tab." })).toBeVisible();
  expect(await ada.entries()).toMatchObject([{ text: "From the second tab." }, { text: "The heron is back." }]);
  expect(greetings).toHaveLength(1);

  await page.close();
  await app.field(other).press("End");
  await other.keyboard.type(" Which is now the first.");
  await app.isSaved(other);
  expect(await ada.entries()).toMatchObject([{ text: "From the second tab. Which is now the first." }, {}]);
  const [first, second] = greetings;
  expect(greetings).toHaveLength(2);
  expect(second?.client_id).toBe(first?.client_id);
});

test("a session that was ended while one wrote offline: the words stay, the journal does not", async ({
  page,
  context,
  watch,
  ada,
}) => {
  watch.expectOutage();
  await app.writeOffline(page, "Nobody has seen this yet.");
  await app.goTo(page, "Today");
  await ada.endOtherSessions();
  await context.setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));

  await expect(app.heading(page)).toHaveText("Your session ended");
  const words = page.getByRole("textbox", { name: "Words that are not saved yet" });
  await expect(words).toHaveValue("Nobody has seen this yet.");
  await expect(page.getByText("The heron is back.")).toHaveCount(0);

  await page.reload();
  await expect(app.heading(page)).toHaveText("Sign in");
  await expect(page.getByText(/heron|Nobody has seen/)).toHaveCount(0);
  await app.enterCredentials(page, ADA);
  await app.isInStep(page);
  expect(await ada.entries()).toMatchObject([{ text: "Nobody has seen this yet." }, { text: "The heron is back." }]);
  await expect(page.getByRole("link", { name: "The heron is back." })).toBeVisible();
});

for (const days of [-1, 1]) {
  test(`a clock that is wrong by ${days} day changes nothing`, async ({ page, context, watch, ada }) => {
    const wrong = new Date(Date.now() + days * 86_400_000);
    await context.clock.install({ time: wrong });
    await page.reload();
    await app.isInStep(page);
    watch.expectOutage();
    await app.writeOffline(page, "What day is it?");
    await page.reload();
    await expect(app.field(page)).toHaveValue("What day is it?");
    await context.setOffline(false);
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await app.isSaved(page);
    expect((await ada.entries()).map(({ text }) => text).sort()).toEqual(["The heron is back.", "What day is it?"]);
  });
}

test("what arrives two days later is dated when it was written", async ({ page, context, watch, ada }) => {
  await context.clock.install();
  watch.expectOutage();
  await context.setOffline(true);
  await page.reload();
  await app.writeOffline(page, "Above the clouds.");
  await app.finish(page);
  await context.clock.fastForward("48:00:00");
  await context.setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await app.isInStep(page);
  const [first, second] = await ada.entries();
  expect([first?.text, second?.text]).toEqual(["The heron is back.", "Above the clouds."]);
  const age = Date.now() - Date.parse(second?.written_at ?? "");
  expect(age / 86_400_000).toBeCloseTo(2, 2);
});

test("signing out leaves nothing behind", async ({ page, context }) => {
  const other = await context.newPage();
  await other.goto("/");
  await app.isInStep(other);
  await app.goTo(page, "Settings");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  for (const tab of [page, other]) {
    await expect(app.heading(tab)).toHaveText("Sign in");
    const stored = await browserStorage(tab);
    expect(stored).toMatchObject({ databases: [], caches: [], workers: [], session: {} });
    expect(Object.keys(stored.local as object)).toEqual(["hearken.appearance"]);
  }
});

test("taking the choice back deletes the copy, and nothing else", async ({ page, ada }) => {
  await app.goTo(page, "Settings");
  await page.getByRole("button", { name: "Stop keeping a copy here" }).click();
  await expect(page.getByText("This browser keeps nothing of your journal.")).toBeVisible();
  expect(await browserStorage(page)).toMatchObject({ databases: [], caches: [], workers: [] });
  await app.write(page, "Still here.");
  await app.isSaved(page);
  await page.reload();
  await app.isInStep(page);
  await expect(app.deviceQuestion(page)).toHaveCount(0);
  expect(await ada.entries()).toMatchObject([{ text: "Still here." }, { text: "The heron is back." }]);
});

test("storage that the browser has wiped is said, and costs nothing while the tab is open", async ({
  page,
  server,
  context,
  watch,
  ada,
}) => {
  watch.expectOutage();
  await app.writeOffline(page, "Before.");
  const browser = await context.newCDPSession(page);
  await browser.send("Storage.clearDataForOrigin", { origin: server.url, storageTypes: "indexeddb" });
  await app.field(page).press("End");
  await page.keyboard.type(" And after.");
  await expect(page.getByText(/^The copy of your journal in this browser was deleted/)).toBeVisible();
  await expect(app.stateLine(page)).toContainText("Only in this tab until the connection is back");
  await context.setOffline(false);
  await app.isSaved(page);
  expect(await ada.entries()).toMatchObject([{ text: "Before. And after." }, { text: "The heron is back." }]);

  await page.reload();
  await app.isInStep(page);
  await expect(page.getByText(/^The copy of your journal in this browser was deleted/)).toHaveCount(0);
});
