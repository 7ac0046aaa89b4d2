/** Looks for words where they must not be: in files, and in what a browser keeps of a site. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";

/** The files under `folder` that hold `words`, in UTF-8 or UTF-16. */
export async function filesWith(folder: string, words: string): Promise<string[]> {
  const forms = [Buffer.from(words, "utf8"), Buffer.from(words, "utf16le")];
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const file of files.filter((it) => it.isFile())) {
    // A running program also removes files.
    const content = await readFile(join(file.parentPath, file.name)).catch(() => Buffer.alloc(0));
    if (forms.some((form) => content.includes(form))) found.push(file.name);
  }
  return found;
}

/** Everything that scripts of this page's site can store, as text. */
export async function browserStorage(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
    cookies: document.cookie,
    window: window.name,
  }));
}
