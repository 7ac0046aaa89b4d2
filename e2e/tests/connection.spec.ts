/** The server goes away while someone writes, and comes back. */

import { ADA } from "../support/account";
import * as app from "../support/app";
import { expect, test } from "../support/test";

test.beforeEach(async ({ page, watch, ada: _ }) => {
  watch.expectOutage();
  await app.signIn(page, ADA);
});

test("what is written while the server is away arrives once it is back, each thing once", async ({
  page,
  server,
  ada,
}) => {
  await app.write(page, "The power");
  await app.isSaved(page);
  await server.goDown();

  await test.step("the page says so in words, and keeps the text", async () => {
    await page.keyboard.type(" is out.");
    await expect(app.connection(page)).toHaveText("Offline, 1 change only in this tab", { timeout: 20_000 });
    await expect(app.stateLine(page)).toContainText("Only in this tab until the connection is back");
    await expect(app.field(page)).toHaveValue("The power is out.");
    const asked = page.waitForEvent("dialog");
    await page.close({ runBeforeUnload: true });
    expect((await asked).type()).toBe("beforeunload");
    await (await asked).dismiss();
    await page.getByRole("radio", { name: "Good", exact: true }).check();
    await page.getByLabel("People").fill("Tomas");
    await page.keyboard.press("Enter");
  });

  await test.step("the entry can be finished all the same", async () => {
    await app.finish(page);
    await expect(page.locator("main")).toContainText("The power is out.");
    await expect(app.reflection(page)).toContainText("Waiting to be read");
  });

  await test.step("what waits can be looked at", async () => {
    await page.getByRole("button", { name: /^Offline, \d changes only in this tab$/ }).click();
    const sheet = page.getByRole("dialog");
    await expect(sheet).toContainText("Keep the tab open until they have been sent.");
    await expect(sheet.getByRole("listitem").filter({ hasText: "Finished entry" })).toHaveCount(1);
    await page.keyboard.press("Escape");
  });

  await test.step("back again: it is all there, once", async () => {
    await server.comeBack();
    await expect(app.connection(page)).toHaveText("Up to date", { timeout: 20_000 });
    await expect(app.reflection(page)).toContainText("Reflected");
    expect(await ada.entries()).toMatchObject([
      { text: "The power is out.", mood: 4, people: [expect.any(String)], status: "published" },
    ]);
    await page.reload();
    await expect(page.locator("main")).toContainText("Tomas");
  });
});

test("Insights keeps what it knows while the server is away, and asks again once it is back", async ({
  page,
  server,
  ada,
}) => {
  await ada.createEntry({ text: "I am glad.", mood: 4 });
  await ada.everythingIsRead();
  await app.goTo(page, "Insights");
  const chart = page.getByRole("slider");
  await expect(chart).toHaveAttribute("aria-valuetext", /mood good/);
  await server.goDown();
  await expect(page.getByText(/^The server is out of reach\. This is how it was at \d\d:\d\d\.$/)).toBeVisible({
    timeout: 20_000,
  });
  await app.goTo(page, "Today");
  await app.goTo(page, "Insights");
  await expect(chart).toHaveAttribute("aria-valuetext", /mood good/);
  await server.comeBack();
  await expect(page.getByText(/^The server is out of reach/)).toBeHidden({ timeout: 20_000 });
  await expect(chart).toHaveAttribute("aria-valuetext", /mood good/);
});

test("what was called saved has survived, even if the server dies in the next moment", async ({
  page,
  server,
  ada,
}) => {
  await app.write(page, "Remember the blue door.");
  await app.isSaved(page);
  await server.crash();
  await server.comeBack();
  expect(await ada.entries()).toMatchObject([{ text: "Remember the blue door.", status: "draft" }]);

  // The open page goes on where it was.
  await page.keyboard.type(" And the key.");
  await expect(app.connection(page)).toHaveText("Up to date", { timeout: 20_000 });
  await app.isSaved(page);
  await page.reload();
  await expect(app.field(page)).toHaveValue("Remember the blue door. And the key.");
});

test("a page whose code does not arrive says so, and takes nothing with it", async ({ page, ada }) => {
  await page.route(/\/assets\/insights-/, (route) => route.abort());
  await page.reload();
  await app.write(page, "Only here so far");
  await app.goTo(page, "Insights");
  await expect(app.heading(page)).toHaveText("Hearken cannot be reached");
  await app.isInStep(page);
  expect(await ada.entries()).toMatchObject([{ text: "Only here so far" }]);

  await page.unroute(/\/assets\/insights-/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(app.heading(page)).toHaveText("Insights");
});

test("where the network breaks sockets, plain requests do", async ({ page, ada }) => {
  await page.routeWebSocket(/\/sync\/ws$/, (socket) => socket.close());
  await page.reload();
  await expect(app.connection(page)).toHaveText("Up to date", { timeout: 20_000 });
  await app.write(page, "By pigeon.");
  await app.isSaved(page);
  expect(await ada.entries()).toMatchObject([{ text: "By pigeon." }]);
  await app.goTo(page, "Today");
  await ada.createEntry({ text: "An answer, by the next one." });
  await expect(page.getByRole("link", { name: "An answer, by the next one." })).toContainText("Reflected");
});

test("that the server's disk is full is said, and what waits arrives once there is room", async ({ page, ada }) => {
  let isFull = false;
  await page.routeWebSocket(/\/sync\/ws$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((frame) => {
      if (isFull && JSON.parse(String(frame)).type === "push") void socket.close({ code: 1011 });
      else server.send(frame);
    });
  });
  await page.route(/\/sync\/push$/, (route) =>
    isFull ? route.fulfill({ status: 507, json: { code: "disk_full" } }) : route.continue(),
  );
  await page.reload();
  await app.isInStep(page);

  isFull = true;
  await app.write(page, "There is room for this.");
  await expect(app.connection(page)).toHaveText(/^The server's disk is full, \d changes? only in this tab$/);
  await expect(app.stateLine(page)).toContainText("Only in this tab until the server's disk has room");
  await page.getByRole("button", { name: /^The server's disk is full/ }).click();
  await expect(page.getByRole("dialog")).toContainText("Whoever runs it has to make room");

  await page.getByRole("dialog").getByRole("button", { name: "Try again" }).first().click();
  await page.keyboard.press("Escape");

  isFull = false;
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(app.connection(page)).toHaveText("Up to date", { timeout: 20_000 });
  expect(await ada.entries()).toMatchObject([{ text: "There is room for this." }]);
});
