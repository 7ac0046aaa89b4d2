/** What must hold in every schedule, whatever the network does. */

import type { HeldRow } from "../store";
import type { Browser } from "./browser";
import type { End } from "./core";
import type { Device } from "./devices";

export class Violation extends Error {
  override name = "Violation";
}

export function violation(rule: string, detail: string): Violation {
  return new Violation(`${rule}: ${detail}`);
}

/** A browser's cookie never goes back within an epoch, and its epoch never goes back. */
export class PositionWatch {
  private readonly last = new Map<Browser, { cookie: number; epoch: number }>();

  check(browser: Browser): void {
    const { cookie = 0, epoch = 0 } = browser.view.meta ?? {};
    const before = this.last.get(browser) ?? { cookie: 0, epoch: 0 };
    if (epoch < before.epoch || (epoch === before.epoch && cookie < before.cookie)) {
      throw violation("cookie", `${browser.name} went from ${before.epoch}/${before.cookie} to ${epoch}/${cookie}`);
    }
    this.last.set(browser, { cookie, epoch });
  }
}

/** When everything is quiet. */
export function checkEnd(end: End, devices: readonly Device[]): void {
  checkExactlyOnce(end);
  checkTitles(end);
  for (const device of devices) {
    checkOrder(end, device);
    checkNothingLost(end, device);
    for (const tab of device.tabs) checkConvergence(end, tab);
  }
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/);
}

/** The word with which a text was typed over another one: words are numbered in the order in which they are typed. */
export function newestWord(text: string): string {
  const numberOf = (word: string) => Number.parseInt(word.slice(1), 10);
  return wordsOf(text).reduce((newest, word) => (numberOf(word) > numberOf(newest) ? word : newest));
}

const TOGETHER = "typed with ";

/** The title that was typed together with a word. */
export function titleWith(word: string): string {
  return `${TOGETHER}${word}`;
}

/**
 * A title stands over the text that it was typed with, or what came of that. Nobody takes words out. One whose text was
 * refused stands for itself.
 */
function checkTitles({ rows, written }: End): void {
  const arrived = new Set(written.map(({ text }) => newestWord(text)));
  for (const { t, id, d } of rows) {
    if (t !== "entry") continue;
    const { title, text } = d as { title: string; text: string };
    const word = title.startsWith(TOGETHER) ? title.slice(TOGETHER.length) : undefined;
    if (word === undefined || !arrived.has(word) || wordsOf(text).includes(word)) continue;
    throw violation("titles", `${id} has the title "${title}" over ${text}`);
  }
}

function checkExactlyOnce({ written }: End): void {
  const words = new Set<string>();
  for (const { text, client_id, mid } of written) {
    const word = newestWord(text);
    if (words.has(word)) throw violation("exactly once", `${word} was written again by ${client_id}.${mid}`);
    words.add(word);
  }
}

function checkOrder({ written }: End, device: Device): void {
  const rankOf = (word: string) => device.typed.findIndex((words) => words.includes(word));
  const ranks = written.map(({ text }) => rankOf(newestWord(text))).filter((rank) => rank >= 0);
  if (ranks.some((rank, index) => index > 0 && rank < (ranks[index - 1] ?? 0))) {
    throw violation("order", `what ${device.name} typed arrived as ${ranks.join(" ")}`);
  }
}

function checkNothingLost({ written }: End, device: Device): void {
  const texts = written.map(({ text }) => text);
  const refusals = device.leader?.view.notAccepted ?? [];
  const refused = refusals.map(({ args }) => ("text" in args ? (args.text ?? "") : ""));
  const kept = new Set([...texts, ...refused].flatMap(wordsOf));
  const lost = device.typed.flat().filter((word) => !kept.has(word));
  if (lost.length > 0) throw violation("nothing lost", `${device.name} typed ${lost.join(" ")}`);
}

function checkConvergence({ rows }: End, browser: Browser): void {
  const held: HeldRow[] = [];
  browser.store.watch((change) => {
    for (const row of change.rows.values()) if (row) held.push(row);
  })();
  const asText = ({ t, id, rev, d }: { t: string; id: string; rev: number; d: unknown }) =>
    JSON.stringify([t, id, rev, d]);
  const [here, there] = [held.map(asText), rows.map(asText)];
  const missing = there.filter((row) => !here.includes(row));
  if (missing.length > 0) throw violation("convergence", `${browser.name} does not hold ${missing.join()}`);
  const more = here.filter((row) => !there.includes(row));
  if (more.length > 0) throw violation("convergence", `${browser.name} still holds ${more.join()}`);
  const shown = browser.view.entries().map(({ id, text }) => `${id} ${text}`);
  const stored = rows.filter((row) => row.t === "entry").map(({ id, d }) => `${id} ${(d as { text: string }).text}`);
  if (shown.sort().join() !== stored.sort().join()) throw violation("convergence", `${browser.name} shows other rows`);
}
