/** What a browser writes to its disk about a kept journal. */

import { mkdtemp, rm } from "node:fs/promises";
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
