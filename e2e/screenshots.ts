/** Takes the pictures of the documentation: six pages, light and dark, on a desk and on a phone. No test. */

import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { LENA } from "./demo/journal";
import { eveningZone, seed } from "./demo/seed";
import * as app from "./support/app";
import { expect, test } from "./support/test";

const FOLDER = resolve(import.meta.dirname, "../docs/screenshots");

const SCREENS = [
  { name: "desktop", viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1, hasTouch: false },
  { name: "phone", viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true },
] as const;

const { hoursAhead, timezoneId } = eveningZone();

const SCHEMES = ["light", "dark"] as const;

/** Each page, and how to get there from Today. */
const PAGES: Record<string, (page: Page) => Promise<void>> = {
  async today(page) {
    await expect(page.getByRole("heading", { name: "Lately" })).toBeVisible();
  },

  async entry(page) {
    await page.getByRole("link", { name: "The money talk" }).click();
    await expect(app.reflection(page)).toContainText("Reflected");
  },

  async insights(page) {
    await app.goTo(page, "Insights");
    await expect(page.getByRole("slider")).toBeVisible();
  },

  async search(page) {
    await app.goTo(page, "Journal");
    await page.getByRole("combobox", { name: "Search your journal" }).fill("mira");
    await expect(page.locator("[data-hits] a").first()).toBeVisible();
  },

  async calendar(page) {
    await app.goTo(page, "Journal");
    await page.getByRole("link", { name: "Calendar" }).click();
    await expect(page.getByRole("grid").first()).toBeVisible();
  },

  async composer(page) {
    await app.write(
      page,
      "Mira asked me what I would do with a free year. I did not have an answer, and that scared me.",
    );
    await app.isSaved(page);
  },
};

for (const { name: screen, ...device } of SCREENS) {
  test.describe(screen, () => {
    test.use({ ...device, timezoneId, locale: "en-GB" });

    test(`pictures on a ${screen}`, async ({ page, server }) => {
      await seed(server.url, hoursAhead);
      await app.signIn(page, LENA);
      await app.keepACopy(page);
      for (const [name, goThere] of Object.entries(PAGES)) {
        await page.goto("/");
        await app.isInStep(page);
        await goThere(page);
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          await page.screenshot({ path: resolve(FOLDER, `${name}-${colorScheme}-${screen}.png`) });
        }
      }
    });
  });
}
