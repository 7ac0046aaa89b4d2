/** A new version of the app: it comes when nobody is disturbed by it, and never under the hands of who writes. */

import type { Page } from "@playwright/test";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { Release } from "../support/release";
import { expect, test } from "../support/test";
import { Watch } from "../support/watch";

test("a new version while one writes: it is said, and taken when one wants it, or at the next start", async ({
  browser,
  server,
  ada,
}) => {
  const release = await Release.of(server.url);
  const context = await browser.newContext({ baseURL: release.url });
  const watch = new Watch(release.url);
  watch.attach(context);
  const page = await context.newPage();
  await app.signIn(page, ADA);
  await app.keepACopy(page);
  await page.reload();
  await app.isInStep(page);

  await test.step("said, and no more", async () => {
    await app.write(page, "In the middle of a");
    await mark(page);
    release.next();
    await comeBack(page);
    await expect(page.getByText("A new version of Hearken is ready.")).toBeVisible();
    await page.keyboard.type(" sentence.");
    await app.isSaved(page);
    await expect(app.field(page)).toBeFocused();
    expect(await page.evaluate(() => "isMarked" in window)).toBe(true);
  });

  await test.step("taken by hand, with every word", async () => {
    await page.keyboard.type(" And one more.");
    await page.getByRole("button", { name: "Use it now" }).click();
    await page.waitForFunction(() => !("isMarked" in window));
    await expect(app.field(page)).toHaveValue("In the middle of a sentence. And one more.");
    await expect(page.getByText("A new version of Hearken is ready.")).toHaveCount(0);
    await app.isInStep(page);
    expect(await ada.entries()).toMatchObject([{ text: "In the middle of a sentence. And one more." }]);
  });

  await test.step("or at the next start", async () => {
    release.next();
    await comeBack(page);
    await expect(page.getByText("A new version of Hearken is ready.")).toBeVisible();
    const next = await context.newPage();
    const begun = await nextBegins(next);
    await page.close();
    await begun.done;
    await next.goto("/");
    await app.isInStep(next);
    expect(await next.evaluate(async () => (await navigator.serviceWorker.ready).waiting)).toBeNull();
  });

  expect(watch.complaints).toEqual([]);
  await context.close();
  await release.end();
});

/** A mark that is gone when the page is loaded anew. */
async function mark(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { isMarked: true }));
}

/** Resolves to when the version that waits has begun: the browser takes a moment to see that the last tab of the other is closed. */
async function nextBegins(page: Page): Promise<{ done: Promise<void> }> {
  const devtools = await page.context().newCDPSession(page);
  const status = new Map<string, string>();
  const done = new Promise<void>((resolve) => {
    devtools.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
      for (const version of versions) status.set(version.versionId, version.status);
      const all = [...status.values()];
      if (all.includes("activated") && !all.includes("installed") && !all.includes("activating")) resolve();
    });
  });
  await devtools.send("ServiceWorker.enable");
  return { done };
}

/** Someone returns to the tab. */
async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}
