/** Measures how quickly the app answers on a slow machine, and prints it. No test: a busy machine would fail it. */

import type { Page } from "@playwright/test";
import { LENA } from "./demo/journal";
import { seed } from "./demo/seed";
import * as app from "./support/app";
import { test } from "./support/test";

/** How much slower than this machine. */
const SLOWDOWN = 4;
const ROUNDS = 15;

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
