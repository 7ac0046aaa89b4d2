/** Notes down words that may be on the screen for a moment only. */

import type { Page } from "@playwright/test";

/** From now on notes every word that the status of a reading shows; the answer tells them, oldest first. */
export async function noteReadingWords(page: Page): Promise<() => Promise<string[]>> {
  const words = await page.evaluateHandle(() => {
    const seen: string[] = [];
    const look = () => {
      const word = document.querySelector("aside[aria-label=Reflection] [aria-live]")?.textContent;
      if (word && word !== seen.at(-1)) seen.push(word);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    return seen;
  });
  return () => words.jsonValue();
}
