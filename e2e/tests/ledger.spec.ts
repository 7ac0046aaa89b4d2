/** What leaves the server: said in one sentence, switched on and off, and written down word for word. */

import { readFile } from "node:fs/promises";
import { isAccessible } from "../support/accessible";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { expect, test } from "../support/test";

test.use({ settings: async ({ simulator }, use) => use(simulator.settings) });

test.beforeEach(async ({ page, ada: _ }) => {
  await app.signIn(page, ADA);
});

async function toPrivacy(page: Parameters<typeof app.goTo>[0]): Promise<void> {
  await app.goTo(page, "Settings");
  await page.getByRole("link", { name: "What leaves this server" }).click();
  await expect(app.heading(page)).toHaveText("Privacy");
}

test("what was sent is there word for word, and its words go with the entry", async ({ page, simulator }) => {
  const words = "We laughed about the burned soup until midnight.";
  const name = new URL(simulator.baseUrl).host;

  await test.step("nothing leaves at first", async () => {
    await toPrivacy(page);
    await expect(page.getByText("Nothing leaves this server.")).toBeVisible();
    await expect(page.getByText("Nothing has ever left this server.")).toBeVisible();
    await isAccessible(page, "privacy, nothing allowed");
  });

  await test.step("switched on, the first line says so", async () => {
    await page.getByRole("switch", { name: `Let ${name} read my entries` }).check();
    const present = page.getByRole("region", { name: "At present" }).getByRole("paragraph");
    await expect(present).toHaveText(new RegExp(`^Entries may be read by ${name} since .+\\.$`));
  });

  await test.step("an entry is read, and the ledger shows it", async () => {
    await app.write(page, words);
    await app.finish(page);
    await expect(app.reflection(page)).toContainText(/Read by sim at .+\./);
    await toPrivacy(page);
    const row = page.getByRole("button", { name: `Reading entries by ${name}` });
    await expect(row).toContainText("Answered");
    await row.press("Enter");
    const sheet = page.getByRole("dialog", { name: "What was sent" });
    await expect(sheet).toContainText(words);
    await expect(sheet).toContainText("The entry had something new to read.");
    await isAccessible(page, "what was sent");
    await page.keyboard.press("Escape");
    await expect(row).toBeFocused();
    await isAccessible(page, "privacy, with a ledger");
  });

  await test.step("all of it can be taken along", async () => {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export" }).click();
    const lines = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\n");
    expect(lines).toHaveLength(1);
    expect(JSON.parse(JSON.parse(lines[0] ?? "").sent).messages.at(-1).content).toContain(words);
  });

  await test.step("the words go with the entry, the row stays", async () => {
    await page.getByRole("link", { name: /^Entry of / }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await toPrivacy(page);
    await expect(page.getByText("An entry that is deleted")).toBeVisible();
    // The deletion can be undone for a moment, until it is sent.
    await app.messages(page).getByRole("button", { name: "Close" }).first().click();
    await app.isInStep(page);
    await page.getByRole("button", { name: `Reading entries by ${name}` }).click();
    await expect(page.getByRole("dialog")).toContainText("its words are gone from here, too");
    await expect(page.getByRole("dialog")).not.toContainText("burned soup");
  });
});

test("withdrawn while a model is at it: the request is given up, and nothing more is sent", async ({
  page,
  simulator,
}) => {
  await toPrivacy(page);
  const consent = page.getByRole("switch", { name: /read my entries$/ });
  await consent.check();
  await expect(page.getByText(/^Entries may be read by /)).toBeVisible();
  await simulator.become("hang");
  await app.write(page, "Words for nobody else.");
  await app.finish(page);
  await expect.poll(() => simulator.requests).toBe(1);

  await toPrivacy(page);
  await expect(page.getByRole("button", { name: /^\d.*Reading entries/ })).toContainText("No answer known");
  await consent.uncheck();
  await expect(page.getByText("Nothing leaves this server.")).toBeVisible();
  await expect(page.getByRole("button", { name: /Reading entries/ })).toContainText("you no longer allowed it");
  await app.write(page, "Nor these.");
  await app.finish(page);
  await expect(app.reflection(page)).toContainText("because reading by AI is switched off in Settings.");
  expect(simulator.requests).toBe(1);
});
