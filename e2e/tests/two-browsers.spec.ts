/** The same journal open twice: on a desk and on a phone. */

import { ADA } from "../support/account";
import * as app from "../support/app";
import { secondBrowser } from "../support/phone";
import { expect, test } from "../support/test";

test("what is written in one browser appears in the other, live", async ({ page: desk, browser, watch, ada: _ }) => {
  const phone = await secondBrowser(browser, watch);
  await app.signIn(desk, ADA);
  await app.signIn(phone, ADA);

  await test.step("a draft, while it is being written", async () => {
    await app.write(desk, "The tap drips again.");
    await expect(phone.getByRole("link", { name: "The tap drips again." })).toContainText("Draft");
  });

  await test.step("its reading, as soon as it is finished", async () => {
    await app.finish(desk);
    const card = phone.getByRole("link", { name: "The tap drips again." });
    await expect(card).toContainText("Reflected");
    await expect(card).not.toContainText("Draft");
  });

  await test.step("an edit, and what is found in it, on the page that is open", async () => {
    await phone.getByRole("link", { name: "The tap drips again." }).click();
    await desk.getByRole("link", { name: "Edit" }).click();
    await desk.keyboard.type(" I fixed it, and I am proud.");
    await desk.getByRole("button", { name: "Done" }).click();
    await expect(phone.locator("main")).toContainText("The tap drips again. I fixed it, and I am proud.");
    // New words are read anew.
    await expect(app.reflection(phone).getByRole("button", { name: "Pride", exact: true })).toBeVisible();
  });

  await test.step("someone new, and a deletion", async () => {
    await app.goTo(phone, "People");
    await desk.keyboard.press("n");
    await desk.getByLabel("People").fill("Noor");
    await desk.keyboard.press("Enter");
    await expect(phone.getByRole("heading", { name: "Noor" })).toBeVisible();
    await app.goTo(phone, "Today");
    await app.goTo(desk, "Journal");
    await desk.getByRole("link", { name: /The tap drips/ }).click();
    await desk.getByRole("button", { name: "Delete" }).click();
    await app.messages(desk).getByRole("button", { name: "Close" }).click();
    await expect(phone.getByText("Nothing written yet. The first line is the hard one.")).toBeVisible();
  });
});

test("words under the caret are never replaced; both versions are kept", async ({
  page: desk,
  browser,
  watch,
  ada,
}) => {
  const { id } = await ada.createEntry({ text: "Pack for the trip.", status: "draft" });
  const phone = await secondBrowser(browser, watch);
  await app.signIn(desk, ADA, `/e/${id}/edit`);
  await app.signIn(phone, ADA, `/e/${id}/edit`);

  await test.step("an edit elsewhere waits beside what is open here", async () => {
    await app.field(desk).press("End");
    await desk.keyboard.type(" Socks.");
    await app.isSaved(desk);
    await expect(phone.getByText(/This entry was changed somewhere else at/)).toBeVisible();
    await expect(app.field(phone)).toHaveValue("Pack for the trip.");
  });

  await test.step("who goes on all the same has a copy of their own", async () => {
    await app.field(phone).press("End");
    await phone.keyboard.type(" Passport!");
    await expect(phone.getByText(/Two versions are kept/)).toBeVisible();
    await expect(app.field(phone)).toHaveValue("Pack for the trip. Passport!");
    await expect(app.field(desk)).toHaveValue("Pack for the trip. Socks.");
  });

  const texts = (await ada.entries()).map(({ text }) => text);
  expect(texts.toSorted()).toEqual(["Pack for the trip. Passport!", "Pack for the trip. Socks."]);
});

test("a field that nobody writes in follows the other browser", async ({ page: desk, browser, watch, ada }) => {
  const { id } = await ada.createEntry({ text: "Call the plumber.", status: "draft" });
  const phone = await secondBrowser(browser, watch);
  await app.signIn(desk, ADA, `/e/${id}/edit`);
  await app.signIn(phone, ADA, `/e/${id}/edit`);
  await phone.getByLabel("Tags").focus();
  await app.field(desk).press("End");
  await desk.keyboard.type(" Tomorrow.");
  await expect(app.field(phone)).toHaveValue("Call the plumber. Tomorrow.");
});

test("the tabs of one browser share its session, from waking up at once to signing out", async ({
  context,
  page,
  ada,
}) => {
  await app.signIn(page, ADA);
  const tabs = [page, ...(await Promise.all([context.newPage(), context.newPage(), context.newPage()]))];
  for (const path of ["/journal", "/"]) {
    await Promise.all(tabs.map((tab) => tab.goto(path)));
    for (const tab of tabs) await app.isInStep(tab);
  }
  await ada.createEntry({ text: "Seen by all." });
  for (const tab of tabs) await expect(tab.getByRole("link", { name: "Seen by all." })).toBeVisible();

  await app.goTo(page, "Settings");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  for (const tab of tabs) {
    await expect(app.heading(tab)).toHaveText("Sign in");
    await expect(tab.getByText("Seen by all.")).toBeHidden();
  }
});
