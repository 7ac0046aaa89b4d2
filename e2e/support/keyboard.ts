/** Goes through a page as someone does who has only a keyboard. */

import { expect, type Locator, type Page } from "@playwright/test";

/** More stops than any page has. */
const MOST_STOPS = 120;

/** Presses Tab until `target` has the focus; every stop on the way must show that it has it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    expect(await hiddenFocus(page), "stops that do not show the focus").toBeUndefined();
    if (await hasFocus(target)) return;
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/** Goes to `target` with Tab and presses Enter there. */
export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

async function hasFocus(target: Locator): Promise<boolean> {
  return (await target.count()) === 1 && (await target.evaluate((element) => element === document.activeElement));
}

/** The element with the focus, as HTML, if nothing on the screen shows where it is. */
async function hiddenFocus(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return;
    const { width, height, top, bottom } = focused.getBoundingClientRect();
    const inSight = width > 0 && height > 0 && bottom > 0 && top < window.innerHeight;
    // A text field shows a caret; other controls an outline, themselves or around them.
    const isField = focused.matches("textarea, input:not([type=radio], [type=checkbox])");
    const outlined = [focused, focused.closest("label, li")].some((element) => {
      const style = element && getComputedStyle(element);
      return style && style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
    });
    return inSight && (isField || outlined) ? undefined : focused.outerHTML.slice(0, 200);
  });
}
