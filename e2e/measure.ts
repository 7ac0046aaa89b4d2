/** Measures how quickly the app answers on a slow machine, and prints it. No test: a busy machine would fail it. */

import type { Page } from "@playwright/test";
import { LENA } from "./demo/journal";
import { seed } from "./demo/seed";
import { ADA } from "./support/account";
import * as app from "./support/app";
import { test } from "./support/test";

/** How much slower than this machine. */
const SLOWDOWN = 4;
const ROUNDS = 15;
/** Entries of a long journal. */
const LONG = 10_000;

test("how quickly it answers", async ({ page, server }) => {
  await seed(server.url);
  await app.signIn(page, LENA);
  // The code of the other pages is fetched while nothing else happens; people open the composer later than that.
  await page.waitForLoadState("networkidle");
  const browser = await page.context().newCDPSession(page);
  await browser.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });

  const opening: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    opening.push(await openComposer(page));
    await page.keyboard.press("Escape");
    await app.heading(page).filter({ hasText: "Lena" }).waitFor();
  }
  report("from the key N to a field that takes words", opening);

  await page.goto("/new");
  await app.field(page).fill("A long evening, and much to say about it. ".repeat(250));
  report("from a key press to its letter on the screen, in 2,250 words", await type(page));
});

test("how quickly a long journal is searched", async ({ page, ada }) => {
  test.setTimeout(600_000);
  for (let begun = 0; begun < LONG; begun += 25) {
    const some = Array.from({ length: 25 }, (_, at) => ada.createEntry({ text: textOf(begun + at), status: "draft" }));
    await Promise.all(some);
  }
  await app.signIn(page, ADA, "/journal");
  await page.waitForLoadState("networkidle");
  const browser = await page.context().newCDPSession(page);
  const field = page.getByRole("combobox", { name: "Search your journal" });
  await field.fill("quartz");
  await page
    .getByRole("status")
    .filter({ hasText: `${LONG.toLocaleString("en-GB")} drafts` })
    .waitFor();
  await browser.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });

  const waits: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const word = rareWord(round);
    await field.fill("");
    await field.pressSequentially(word.slice(0, -1), { delay: 40 });
    waits.push(await firstHit(page, word));
  }
  report(`from the last key of a word to its first marked hits, in ${LONG} entries of 2 KB`, waits);
});

/** 2 KB, with one of the rare words. */
function textOf(number: number): string {
  const line = "We walked along the river in the morning and talked about the week that is coming up, and the garden. ";
  return `${line.repeat(10)}${rareWord(number)} ${line.repeat(10)}`;
}

/** Its beginning is that of other rare words, too. */
const rareWord = (number: number): string => `quartz${10 + (number % ROUNDS)}`;

/** Milliseconds from the press of the last key of `word` until nothing but that word is marked and painted. */
async function firstHit(page: Page, word: string): Promise<number> {
  const found = await page.evaluateHandle((wanted) => {
    const isThere = () => {
      const marks = [...document.querySelectorAll("[data-hits] mark")];
      return marks.length > 0 && marks.every(({ textContent }) => textContent === wanted);
    };
    return {
      time: new Promise<number>((done) => {
        const watch = (since: number) => requestAnimationFrame((now) => (isThere() ? done(now - since) : watch(since)));
        addEventListener("keydown", (event) => watch(event.timeStamp), { once: true, capture: true });
      }),
    };
  }, word);
  await page.keyboard.press(word.slice(-1));
  return found.evaluate(({ time }) => time);
}

/** Milliseconds from the press of N until the composer's field has the focus and has been painted. */
async function openComposer(page: Page): Promise<number> {
  const opening = await page.evaluateHandle(() => ({
    time: new Promise<number>((done) => {
      const watch = (since: number) => {
        if (document.activeElement?.matches("textarea")) requestAnimationFrame((now) => done(now - since));
        else requestAnimationFrame(() => watch(since));
      };
      addEventListener("keydown", (event) => watch(event.timeStamp), { once: true, capture: true });
    }),
  }));
  await page.keyboard.press("n");
  return opening.evaluate(({ time }) => time);
}

/** Milliseconds from each key press to the next picture, as the browser itself measures them. */
async function type(page: Page): Promise<number[]> {
  const durations = await page.evaluateHandle(() => {
    const seen: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === "keydown") seen.push(duration);
    });
    observer.observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
    return seen;
  });
  await page.keyboard.type(" and then we went home, slowly, by the river, talking.", { delay: 60 });
  return durations.jsonValue();
}

function report(what: string, milliseconds: readonly number[]): void {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  console.log(
    `${what}, CPU ${SLOWDOWN} times slower: median ${at(0.5)} ms, p98 ${at(0.98)} ms (${sorted.length} times)`,
  );
}
