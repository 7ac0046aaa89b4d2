/** A second browser: the journal on a phone. */

import type { Browser, Page } from "@playwright/test";
import type { Watch } from "./watch";

export async function secondBrowser(browser: Browser, watch: Watch): Promise<Page> {
  const context = await browser.newContext({
    baseURL: watch.home,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  watch.attach(context);
  return context.newPage();
}
