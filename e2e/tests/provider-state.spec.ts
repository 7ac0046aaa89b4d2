/** How the provider is doing, for the owner: its breaker opens in sight, and is reset by hand. */

import type { Page } from "@playwright/test";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { expect, test } from "../support/test";

test.use({ settings: async ({ simulator }, use) => use(simulator.settings) });

const section = (page: Page) => page.getByRole("region", { name: "Providers" });

test("a provider that is down is left alone, which the owner sees and ends", async ({ page, ada: _, simulator }) => {
  await app.signIn(page, ADA);
  await app.goTo(page, "Settings");
  await page.getByRole("switch", { name: /read my entries$/ }).check();
  await expect(section(page)).toContainText(`sim at ${new URL(simulator.baseUrl).host}`);
  await expect(section(page).getByText("Asked", { exact: true })).toBeVisible();

  await test.step("it refuses five entries", async () => {
    await simulator.become("401");
    for (let entry = 1; entry <= 5; entry += 1) {
      await app.write(page, `She listened, for the ${entry}. time.`);
      await app.finish(page);
      await expect(app.reflection(page)).toContainText("did not accept the key.");
    }
    expect(simulator.requests).toBe(5);
  });

  await test.step("the next is not sent any more", async () => {
    await app.write(page, "She listened once more.");
    await app.finish(page);
    await expect(app.reflection(page)).toContainText("was being left alone, because it had failed repeatedly.");
    expect(simulator.requests).toBe(5);
  });

  await test.step("Settings say until when, and why", async () => {
    await app.goTo(page, "Settings");
    await expect(section(page)).toContainText(/Left alone until .+, because it failed repeatedly/);
    await expect(section(page)).toContainText(/Its last failure, .+: it did not accept the key\./);
  });

  await test.step("asked again now, it reads", async () => {
    await simulator.become("ok");
    await section(page).getByRole("button", { name: "Ask chat again now" }).click();
    await expect(section(page).getByText("Asked", { exact: true })).toBeVisible();
    await expect(section(page).getByRole("button")).toHaveCount(0);
    await app.write(page, "And I felt heard.");
    await app.finish(page);
    await expect(app.reflection(page)).toContainText(/Read by sim at .+\./);
    expect(simulator.requests).toBe(1);
  });
});
