/** What a browser writes to its disk about a kept journal, and what of it is there when the browser was killed. */

import { mkdtemp, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { expect, test } from "../support/test";
import { filesWith } from "../support/traces";

test("no typed word can be read in the browser's files, running or closed", async ({
  server,
  watch,
  playwright,
  ada,
  launchOptions,
}) => {
  await ada.createEntry({ text: "An entry with a quokka in it." });
  const profile = await mkdtemp(join(tmpdir(), "hearken-profile-"));
  const context = await playwright.chromium.launchPersistentContext(profile, { ...launchOptions, baseURL: server.url });
  try {
    watch.attach(context);
    const page = await context.newPage();
    await app.signIn(page, ADA);
    await app.keepACopy(page);
    await context.setOffline(true);
    watch.expectOutage();
    await app.write(page, "I have not told anyone about the quokka.");
    await page.getByRole("textbox", { name: "Title" }).fill("Quokka quokka");
    await expect(app.stateLine(page)).toContainText("Saved on this device");
    await page.reload();
    await expect(app.field(page)).toHaveValue("I have not told anyone about the quokka.");
    expect(await filesWith(profile, "quokka")).toEqual([]);
    await context.close();
    expect(await filesWith(profile, "quokka")).toEqual([]);
    expect(await filesWith(profile, `hearken-`)).not.toEqual([]);
  } finally {
    await context.close();
    await rm(profile, { recursive: true });
  }
});

test("what was stored outlives a browser that is killed, and the line has said so", async ({
  server,
  watch,
  playwright,
  ada: _,
  launchOptions,
}) => {
  const profile = await mkdtemp(join(tmpdir(), "hearken-profile-"));
  const open = async (offline: boolean) => {
    const options = { ...launchOptions, baseURL: server.url, offline };
    const context = await playwright.chromium.launchPersistentContext(profile, options);
    watch.attach(context);
    return { context, page: await context.newPage() };
  };
  const before = await open(false);
  await app.signIn(before.page, ADA);
  await app.keepACopy(before.page);
  await before.context.close();

  const { context, page } = await open(false);
  await page.goto("/");
  await app.isInStep(page);
  await context.setOffline(true);
  watch.expectOutage();
  await app.write(page, "The last words");
  await expect(app.stateLine(page)).toContainText("Saved on this device");
  const closed = context.waitForEvent("close");
  await kill(profile);
  await closed;

  const next = await open(true);
  try {
    await next.page.goto("/");
    await expect(next.page.getByRole("link", { name: "The last words" })).toBeVisible();
  } finally {
    await next.context.close();
    await rm(profile, { recursive: true });
  }
});

/** Ends the browser that has this profile as a power cut would. Its lock on the profile names the process. */
async function kill(profile: string): Promise<void> {
  const holder = await readlink(join(profile, "SingletonLock"));
  process.kill(Number(holder.split("-").at(-1)), "SIGKILL");
}
