/** Measures how quickly a kept journal of ten thousand entries opens, here and on a slow machine, and prints it. No test. */

import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { ADA } from "./support/account";
import { Api } from "./support/api";
import * as app from "./support/app";
import { expect, test } from "./support/test";

/** How much slower than this machine. */
const SLOWDOWNS = [4, 1];
const ENTRIES = 10_000;
const BATCH = 100;
const ROUNDS = 7;
const DAY_MS = 86_400_000;

test("how quickly a kept journal opens", async ({ page, server, context, watch }) => {
  test.setTimeout(900_000);
  const ada = await Api.register(server.url, ADA);
  await fill(ada);
  await page.goto("/sign-in");
  await app.enterCredentials(page, ADA);
  await expect(app.connection(page)).toHaveText("Up to date", { timeout: 120_000 });
  await app.keepACopy(page);
  await page.waitForLoadState("networkidle");
  watch.expectOutage();
  await context.setOffline(true);
  const browser = await page.context().newCDPSession(page);
  for (const rate of SLOWDOWNS) {
    await browser.send("Emulation.setCPUThrottlingRate", { rate });
    const slow = `CPU ${rate} times slower`;
    report(`from opening Today offline to the first entry, ${slow}`, await times(page, "/", firstEntry));
    report(`from opening the journal offline to the first entry, ${slow}`, await times(page, "/journal", firstEntry));
    report(`from opening the journal offline to all entries, ${slow}`, await times(page, "/journal", wholeJournal));
  }
});

const firstEntry = () => document.querySelector("main a[href^='/e/']") !== null;
const wholeJournal = () => document.querySelector("main")?.textContent?.includes("10,000 entries") === true;

/** A page that is left while it still reads holds up the next one: it has the whole journal before it is left. */
async function times(page: Page, path: string, isThere: () => boolean): Promise<number[]> {
  const all: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.goto("/journal");
    await page.waitForFunction(wholeJournal);
    await page.goto(path, { waitUntil: "commit" });
    const painted = await page.waitForFunction(isThere, undefined, { polling: "raf" });
    await painted.dispose();
    all.push(
      await page.evaluate(() => new Promise<number>((done) => requestAnimationFrame(() => done(performance.now())))),
    );
  }
  return all;
}

async function fill(api: Api): Promise<void> {
  const client_id = randomUUID();
  for (let first = 1; first <= ENTRIES; first += BATCH) {
    const mutations = Array.from({ length: BATCH }, (_, index) => create(first + index));
    await api.push({ client_id, proto: 1, schema: 1, epoch: 0, mutations });
  }
  await expect.poll(() => api.waiting(), { timeout: 600_000, intervals: [2_000] }).toBe(0);
}

function create(mid: number) {
  const at = new Date(Date.now() - (ENTRIES - mid) * (DAY_MS / 4)).toISOString();
  const text = `Day ${mid}. ${"We walked along the river, and I was glad that she had come. ".repeat(16)}`;
  return { mid, name: "entry.create@1", args: { id: randomUUID(), text, status: "published", written_at: at }, at };
}

function report(what: string, milliseconds: readonly number[]): void {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  console.log(`${what}: median ${at(0.5)} ms, worst ${at(1)} ms (${sorted.length} times)`);
}
