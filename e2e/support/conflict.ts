/** An entry that is written in two browsers over the same version of it. */

import type { Page } from "@playwright/test";
import { ADA } from "./account";
import * as app from "./app";
import { expect } from "./test";

/** Signs both in and writes `texts` over the same version; `copy` ends up in the composer, with a copy of its own. */
export async function writeOverEachOther(
  original: Page,
  copy: Page,
  id: string,
  texts: { original: string; copy: string },
): Promise<void> {
  for (const page of [original, copy]) await app.signIn(page, ADA, `/e/${id}/edit`);
  await app.field(copy).focus();
  await app.field(original).fill(texts.original);
  await app.isSaved(original);
  await expect(copy.getByText(/This entry was changed somewhere else at/)).toBeVisible();
  await app.field(copy).fill(texts.copy);
  await expect(copy.getByText(/^Two versions are kept/)).toBeVisible();
  await app.isSaved(copy);
}
