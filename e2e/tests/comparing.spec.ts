/** An entry that was kept twice becomes one again, or two: by keyboard, offline, and while others go on writing. */

import type { Browser, Page } from "@playwright/test";
import type { Api } from "../support/api";
import * as app from "../support/app";
import { writeOverEachOther } from "../support/conflict";
import { secondBrowser } from "../support/phone";
import { expect, test } from "../support/test";
import type { Watch } from "../support/watch";

const BEFORE = "Coffee with Noor.\n\nThe tap drips.\n\nEarly to bed.";
const DESK = "Coffee with Noor at nine.\n\nThe tap drips.\n\nEarly to bed.\n\nSleep well.";
const PHONE = "Coffee with Noor at ten.\n\nThe tap drips.\n\nEarly to bed.";

const notice = (page: Page) => page.getByText(/^This entry was changed in two places at once\./);
const question = (page: Page, nth: number, of: number) =>
  page.getByRole("group", { name: `Difference ${nth} of ${of}` });
const result = (page: Page) => page.getByRole("region", { name: "The result" });
const keep = (page: Page) => page.getByRole("button", { name: "Keep this result" });
const undo = (page: Page) => app.messages(page).getByRole("button", { name: "Undo" });

/** An entry that was written over on a desk and on a phone: the phone's text became a copy. */
async function twoVersions(desk: Page, browser: Browser, watch: Watch, ada: Api): Promise<{ id: string; phone: Page }> {
  const { id } = await ada.createEntry({ text: BEFORE });
  const phone = await secondBrowser(browser, watch);
  await writeOverEachOther(desk, phone, id, { original: DESK, copy: PHONE });
  return { id, phone };
}

const textsOf = async (ada: Api) => (await ada.entries()).map(({ text }) => text).toSorted();

test("two versions become one by keyboard alone, and two again by undoing that", async ({
  page: desk,
  browser,
  watch,
  ada,
}) => {
  const { id, phone } = await twoVersions(desk, browser, watch, ada);
  await desk.getByRole("button", { name: "Done" }).click();
  await expect(notice(desk)).toBeVisible();
  // Two browsers that call themselves the same are told apart.
  await expect(desk.getByRole("definition")).toHaveText([/^From this device, /, /^From \S+ on Linux \(2\), /]);

  await test.step("both are named, and their differences marked", async () => {
    await desk.getByRole("link", { name: "Compare" }).press("Enter");
    await expect(app.heading(desk)).toBeFocused();
    await expect(question(desk, 1, 2).getByRole("radio").first()).toHaveAccessibleName(/^From this device, /);
    await expect(question(desk, 1, 2).locator("mark")).toHaveText([
      /^\(only in the version from this device, .+: nine\)$/,
      /^\(only in the version from \S+ on Linux \(2\), .+: ten\)$/,
    ]);
    await expect(question(desk, 2, 2)).toContainText("Not in this version.");
    await expect(desk.getByText("The same in both: 2 paragraphs")).toBeVisible();
  });

  await test.step("what is missing is gone to, and each choice shows in the result", async () => {
    await keep(desk).press("Enter");
    await expect(question(desk, 1, 2).getByRole("radio").first()).toBeFocused();
    await desk.keyboard.press("ArrowDown");
    await expect(result(desk)).toContainText("Coffee with Noor at ten.");
    await desk.keyboard.press("ArrowDown");
    await expect(result(desk)).toContainText("Coffee with Noor at nine.");
    await expect(desk.getByText("1 of 2 chosen")).toBeVisible();
    await desk.reload();
    await expect(result(desk)).toContainText("Coffee with Noor at nine.");
    await expect(desk.getByText("1 of 2 chosen")).toBeVisible();
    await result(desk).getByRole("button", { name: "Not chosen yet" }).press("Enter");
    await expect(question(desk, 2, 2).getByRole("radio").first()).toBeFocused();
    await desk.keyboard.press("Space");
    await expect(desk.getByText("Everything is chosen")).toBeVisible();
  });

  await test.step("the result is the entry, and the copy is gone", async () => {
    await keep(desk).press("Enter");
    await expect(desk).toHaveURL(`/e/${id}`);
    await expect(notice(desk)).toBeHidden();
    await expect(desk.locator("main")).toContainText("Coffee with Noor at ten.");
  });

  await test.step("undone, both are there as they were", async () => {
    await undo(desk).press("Enter");
    await expect(desk).toHaveURL(`/e/${id}/compare`);
    await expect(question(desk, 1, 2)).toBeVisible();
    await app.isInStep(desk);
    expect(await textsOf(ada)).toEqual([PHONE, DESK].toSorted());
  });

  await test.step("for good, in both browsers", async () => {
    await question(desk, 1, 2).getByRole("radio", { name: "Both, one after the other" }).check();
    await question(desk, 2, 2).getByRole("radio").first().check();
    await keep(desk).click();
    await app.messages(desk).getByRole("button", { name: "Close" }).click();
    const both =
      "Coffee with Noor at nine.\n\nCoffee with Noor at ten.\n\nThe tap drips.\n\nEarly to bed.\n\nSleep well.";
    await expect.poll(() => textsOf(ada)).toEqual([both]);
    await expect(phone.getByText(/deleted somewhere else/)).toBeVisible();
  });
});

test("both versions are kept as entries of their own", async ({ page: desk, browser, watch, ada }) => {
  const { id, phone } = await twoVersions(desk, browser, watch, ada);
  await phone.getByRole("link", { name: "Compare" }).click();
  await phone.getByRole("button", { name: "Keep both as entries of their own" }).click();
  await expect(phone).toHaveURL(`/e/${id}`);
  await expect(notice(phone)).toBeHidden();
  await app.messages(phone).getByRole("button", { name: "Show the other one" }).click();
  await expect(phone.locator("main")).toContainText("Coffee with Noor at ten.");
  await expect(notice(phone)).toBeHidden();
  // Nobody reads a copy before it is settled.
  await expect(app.reflection(phone)).toContainText("Reflected");
  expect(await textsOf(ada)).toEqual([PHONE, DESK].toSorted());
});

test("a result that is kept offline waits, and the copy with it", async ({
  page: desk,
  browser,
  watch,
  server,
  ada,
}) => {
  watch.expectOutage();
  const { id, phone } = await twoVersions(desk, browser, watch, ada);
  await phone.getByRole("link", { name: "Compare" }).click();
  await server.goDown();
  await expect(phone.getByText(/^The server is out of reach\./)).toBeVisible({ timeout: 20_000 });
  await phone.getByRole("group", { name: "The same choice everywhere" }).getByRole("button").nth(1).click();
  await keep(phone).click();
  await expect(phone.getByText(/^Your result waits in this tab/)).toBeVisible();
  await server.comeBack();
  await expect(phone).toHaveURL(`/e/${id}`, { timeout: 30_000 });
  await app.messages(phone).getByRole("button", { name: "Close" }).click();
  await expect.poll(() => textsOf(ada)).toEqual([PHONE]);
});

test("on one's own device the result outlives the page and the tab, and is never asked for again", async ({
  page: desk,
  browser,
  watch,
  ada,
}) => {
  watch.expectOutage();
  const { id, phone } = await twoVersions(desk, browser, watch, ada);
  const address = phone.url();
  await phone.goto("/");
  await app.keepACopy(phone);
  await phone.goto(`/e/${id}/compare`);
  await expect(question(phone, 1, 2)).toBeVisible();
  await phone.context().setOffline(true);
  await phone.getByRole("group", { name: "The same choice everywhere" }).getByRole("button").nth(1).click();
  await keep(phone).click();
  await expect(phone.getByText(/^Your result waits on this device/)).toBeVisible();

  await phone.reload();
  await expect(phone.getByText(/^Your result waits on this device/)).toBeVisible();
  for (const version of [`/e/${id}`, address.replace("/edit", "")]) {
    await phone.goto(version);
    await expect(phone.getByText(/^The result of comparing two versions is on its way\./)).toBeVisible();
    await expect(notice(phone)).toBeHidden();
  }
  await phone.goto("/journal");
  await expect(phone.getByRole("main").getByRole("link", { name: /Coffee with Noor/ })).toHaveCount(2);
  await expect(phone.getByText("Two versions kept")).toHaveCount(0);

  const other = await phone.context().newPage();
  await other.goto(`/e/${id}`);
  await phone.close();
  await other.context().setOffline(false);
  await expect(app.messages(other)).toContainText("The result is kept", { timeout: 30_000 });
  await app.messages(other).getByRole("button", { name: "Close" }).click();
  await expect.poll(() => textsOf(ada)).toEqual([PHONE]);
  await other.reload();
  await app.isInStep(other);
  await expect(other.getByText(/two versions|two places/i)).toHaveCount(0);
});

test("what arrives meanwhile is said, and leaves the choices that it does not touch", async ({
  page: desk,
  browser,
  watch,
  ada,
}) => {
  const { id, phone } = await twoVersions(desk, browser, watch, ada);
  await phone.getByRole("link", { name: "Compare" }).click();
  await question(phone, 1, 2).getByRole("radio").nth(1).check();
  await question(phone, 2, 2).getByRole("radio").first().check();
  await app.field(desk).fill(DESK.replace("Sleep well.", "Sleep very well."));
  await expect(phone.getByText(/^One of the versions has just changed\./)).toBeVisible();
  await expect(phone.getByText("1 of 2 chosen")).toBeVisible();
  await expect(question(phone, 1, 2).getByRole("radio").nth(1)).toBeChecked();
  await question(phone, 2, 2).getByRole("radio").first().check();
  await keep(phone).click();
  await expect(phone).toHaveURL(`/e/${id}`);
  await app.messages(phone).getByRole("button", { name: "Close" }).click();
  await expect.poll(() => textsOf(ada)).toEqual([`${PHONE}\n\nSleep very well.`]);
});
