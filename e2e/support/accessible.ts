/** Checks a page as it stands for everyone's use: by rule, in every size and scheme that people use. */

import { type CDPSession, expect, type Page } from "@playwright/test";
import axe from "axe-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Sizes of the window and, as set in the browser, of its text; in pixels. */
const SIZES = [
  { width: 1280, height: 800, text: 16 },
  { width: 390, height: 844, text: 16 },
  { width: 320, height: 640, text: 16 },
  { width: 1280, height: 800, text: 32 },
] as const;

type Size = (typeof SIZES)[number];

/** Fails if the page, as it is now, breaks a rule or has to be scrolled sideways in any size or scheme. */
export async function isAccessible(page: Page, name: string): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const problems: string[] = [];
  await page.evaluate(axe.source);
  for (const size of SIZES) {
    await resize(page, browser, size);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const where = `${name}, ${colorScheme}, ${size.width} px, text ${size.text} px`;
      problems.push(...(await violations(page)).map((violation) => `${where}: ${violation}`));
    }
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (beyond > 0) problems.push(`${name}, ${size.width} px, text ${size.text} px: ${beyond} px too wide`);
  }
  await resize(page, browser, SIZES[0]);
  await browser.detach();
  expect.soft(problems).toEqual([]);
}

async function resize(page: Page, browser: CDPSession, { text, ...viewport }: Size): Promise<void> {
  await page.setViewportSize(viewport);
  await browser.send("Page.setFontSizes", { fontSizes: { standard: text } });
}

function violations(page: Page): Promise<string[]> {
  return page.evaluate(async (values) => {
    // A new scheme arrives by transitions, and one can set off another in what inherits from it.
    const transitions = () => document.getAnimations().filter((it) => it instanceof CSSTransition);
    while (transitions().length > 0) await Promise.allSettled(transitions().map(({ finished }) => finished));
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({
      runOnly: { type: "tag", values },
      resultTypes: ["violations"],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  }, TAGS);
}
