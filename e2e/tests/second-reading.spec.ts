/** What a provider could not read is not forgotten: it is listed, and read again when it answers or that is asked for. */

import type { Page } from "@playwright/test";
import { isAccessible } from "../support/accessible";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { expect, test } from "../support/test";

test.use({ settings: async ({ simulator }, use) => use(simulator.settings) });

const rows = (page: Page) => page.getByRole("main").getByRole("listitem");

async function toWaiting(page: Page): Promise<void> {
  await app.goTo(page, "Settings");
  await page.getByRole("link", { name: "Waiting for a second reading" }).click();
  await expect(app.heading(page)).toHaveText("Waiting for a second reading");
}

test.beforeEach(async ({ page, ada: _ }) => {
  await app.signIn(page, ADA);
  await app.goTo(page, "Settings");
  await page.getByRole("switch", { name: /read my entries$/ }).check();
});

test("entries that no model could read wait in a list, and are read again", async ({ page, simulator }) => {
  await toWaiting(page);
  await expect(page.getByText("No entry waits to be read again.")).toBeVisible();
  await isAccessible(page, "nothing waits");

  await test.step("the provider is down: rules read, and the entry leads to the list", async () => {
    await simulator.become("401");
    for (const text of ["We laughed until midnight.", "I was afraid of the phone."]) {
      await app.write(page, text);
      await app.finish(page);
      await expect(app.reflection(page)).toContainText("did not accept the key.");
    }
    await app.reflection(page).getByRole("link", { name: "Waiting for a second reading" }).click();
    await expect(page.getByRole("main").getByRole("status")).toHaveText("2 entries wait.");
    await expect(rows(page).first()).toContainText("did not accept the key.");
    await isAccessible(page, "entries that wait");
  });

  await test.step("it is still down: one is tried again in vain", async () => {
    const again = rows(page)
      .first()
      .getByRole("button", { name: /^Read again/ });
    await again.press("Enter");
    await expect.poll(() => simulator.requests).toBe(3);
    await expect(page.getByRole("main").getByRole("status")).toHaveText("2 entries wait.");
    await expect(again).toBeFocused();
  });

  await test.step("it is back: all are read", async () => {
    await simulator.become("ok");
    await page.getByRole("button", { name: "Read all again" }).click();
    await expect(page.getByText("No entry waits to be read again.")).toBeVisible();
    expect(simulator.requests).toBe(2);
    await app.goTo(page, "Journal");
    await page.getByRole("link", { name: /We laughed until midnight/ }).click();
    await expect(app.reflection(page)).toContainText(/Read by sim at .+\./);
  });

  await test.step("how it was read before can be looked at", async () => {
    await app.reflection(page).getByText("How it was read before").press("Enter");
    const before = app.reflection(page).getByRole("list", { name: "Earlier readings" });
    await expect(before.getByRole("listitem")).toHaveCount(1);
    await expect(before).toContainText("the model was not reachable.");
    await isAccessible(page, "how an entry was read before");
  });
});

test("once the provider is back they are read by themselves, which can be switched off", async ({
  page,
  simulator,
}) => {
  const work = page.getByRole("region", { name: "Work in the background" });
  const itself = page.getByRole("switch", { name: "Read them again once the model answers" });

  await test.step("the provider is down, and that is switched off", async () => {
    await toWaiting(page);
    await itself.uncheck();
    await simulator.become("401");
    await app.write(page, "We laughed until midnight.");
    await app.finish(page);
    await expect(app.reflection(page)).toContainText("did not accept the key.");
    await app.goTo(page, "Settings");
    await expect(work).toContainText("1 given up: a model did not accept the key.");
    await expect(work).not.toContainText("midnight");
    await isAccessible(page, "settings with work given up");
  });

  await test.step("it is back, and the entry is left alone until that is wanted", async () => {
    await simulator.become("ok");
    await app.write(page, "She listened to me.");
    await app.finish(page);
    await expect(app.reflection(page)).toContainText(/Read by sim at .+\./);
    await toWaiting(page);
    await expect(page.getByRole("main").getByRole("status")).toHaveText("1 entry waits.");
    await itself.check();
    await expect(page.getByText("No entry waits to be read again.")).toBeVisible();
    expect(simulator.requests).toBe(2);
  });

  await test.step("it is down once more: the owner sees two given up", async () => {
    await simulator.become("401");
    for (const text of ["I was afraid of the phone.", "Nobody called."]) {
      await app.write(page, text);
      await app.finish(page);
      await expect(app.reflection(page)).toContainText("did not accept the key.");
    }
    await app.goTo(page, "Settings");
    await expect(work).toContainText("2 given up: a model did not accept the key.");
  });

  await test.step("it is back: they are read by themselves, and the owner sees that nothing is left", async () => {
    await simulator.become("ok");
    await app.write(page, "I slept well.");
    await app.finish(page);
    await expect(app.reflection(page)).toContainText(/Read by sim at .+\./);
    await app.goTo(page, "Settings");
    await expect(work).toContainText("Nothing waits.");
    expect(simulator.requests).toBe(3);
    await toWaiting(page);
    await expect(page.getByText("No entry waits to be read again.")).toBeVisible();
  });
});
