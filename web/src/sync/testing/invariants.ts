/** What must hold in every schedule, whatever the network does. */

import type { HeldRow } from "../store";
import type { Browser } from "./browser";
import type { Device } from "./devices";
import type { FakeServer } from "./fake-server";

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
export function checkEnd(server: FakeServer, devices: readonly Device[]): void {
  checkExactlyOnce(server);
  for (const device of devices) {
    checkOrder(server, device);
    checkNothingLost(server, device);
    for (const tab of device.tabs) checkConvergence(server, tab);
  }
}

function lastWord(text: string): string {
  return text.slice(text.lastIndexOf(" ") + 1);
}

function checkExactlyOnce(server: FakeServer): void {
  const written = new Set<string>();
  for (const { text, client_id, mid } of server.history) {
    const word = lastWord(text);
    if (written.has(word)) throw violation("exactly once", `${word} was written again by ${client_id}.${mid}`);
    written.add(word);
  }
}

function checkOrder(server: FakeServer, device: Device): void {
  const rankOf = (word: string) => device.typed.findIndex((words) => words.includes(word));
  const ranks = server.history.map(({ text }) => rankOf(lastWord(text))).filter((rank) => rank >= 0);
  if (ranks.some((rank, index) => index > 0 && rank < (ranks[index - 1] ?? 0))) {
    throw violation("order", `what ${device.name} typed arrived as ${ranks.join(" ")}`);
  }
}

function checkNothingLost(server: FakeServer, device: Device): void {
  const texts = server.history.map(({ text }) => text);
  const refusals = device.leader?.view.notAccepted ?? [];
  const refused = refusals.map(({ args }) => ("text" in args ? (args.text ?? "") : ""));
  const kept = new Set([...texts, ...refused].flatMap((text) => text.split(" ")));
  const lost = device.typed.flat().filter((word) => !kept.has(word));
  if (lost.length > 0) throw violation("nothing lost", `${device.name} typed ${lost.join(" ")}`);
}

function checkConvergence(server: FakeServer, browser: Browser): void {
  const held: HeldRow[] = [];
  browser.store.watch((change) => {
    for (const row of change.rows.values()) if (row) held.push(row);
  })();
  const rows = [...server.rows.values()].filter((row) => row.op === "put");
  const [here, there] = [held, rows].map((list) =>
    JSON.stringify(list.map(({ t, id, rev, d }) => [t, id, rev, d]).sort((a, b) => Number(a[2]) - Number(b[2]))),
  );
  if (here !== there) throw violation("convergence", `${browser.name} holds ${here}, the server ${there}`);
  const shown = browser.view.entries().map(({ id, text }) => `${id} ${text}`);
  const stored = rows.filter((row) => row.t === "entry").map(({ id, d }) => `${id} ${(d as { text: string }).text}`);
  if (shown.sort().join() !== stored.sort().join()) throw violation("convergence", `${browser.name} shows other rows`);
}
