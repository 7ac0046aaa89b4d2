/** What is stored at once while it is being written, and sent only when it is due. */

import { beforeEach, expect, it } from "vitest";
import type { NewMutation } from "./mutations";
import type { PushFrame, Request } from "./protocol";
import { Browser, memoryStore } from "./testing/browser";
import { ManualClock, SeededRandom, settled } from "./testing/clock";

let clock: ManualClock;
let asked: Request[];
let browser: Browser;

beforeEach(async () => {
  clock = new ManualClock();
  asked = [];
  const random = new SeededRandom(1);
  const wire = (request: Request) => void asked.push(request);
  browser = new Browser("a", { clock, random, wire, live: true, store: memoryStore(clock, random) });
  await browser.connect(0);
});

const create = (text: string): NewMutation => ({ name: "entry.create@1", args: { id: "e", text } });

/** Types on, after which sending may wait for so long. */
async function type(text: string, wait: number): Promise<void> {
  const seen = browser.view.entry("e");
  const edit = { name: "entry.edit@1", args: { id: "e", text } } as const;
  await browser.mutate(seen ? edit : create(text), seen, clock.now() + wait);
}

/** The changes that were pushed since the last look, and that nothing else was sent with them. */
function pushed(): object[] {
  const pushes = asked.filter((request): request is PushFrame => request.type === "push");
  asked = [];
  for (const { mutations } of pushes) for (const it of mutations) expect(it).not.toHaveProperty("due");
  return pushes.flatMap(({ mutations }) => mutations.map(({ args }) => args));
}

it("is one change for the server, however often it was stored", async () => {
  for (const text of ["I", "I am", "I am here."]) {
    await type(text, 2_000);
    expect(browser.view.entry("e")?.text).toBe(text);
    await clock.advance(600);
  }
  await clock.advance(1_399);
  expect(pushed()).toEqual([]);
  await clock.advance(1);
  expect(pushed()).toEqual([{ id: "e", text: "I am here." }]);
});

it("is sent with what follows it and does not wait", async () => {
  await type("I am here.", 2_000);
  await browser.mutate({ name: "entry.publish@1", args: { id: "e" } });
  expect(pushed()).toEqual([{ id: "e", text: "I am here." }, { id: "e" }]);
});

it("is sent at once when nothing is to wait any longer", async () => {
  await type("I am here.", 2_000);
  await browser.engine.sendNow();
  await settled();
  expect(pushed()).toEqual([{ id: "e", text: "I am here." }]);
});

it("lets what was queued before it go ahead", async () => {
  await browser.mutate({ name: "person.create@1", args: { id: "p", name: "Noor" } });
  expect(pushed()).toEqual([{ id: "p", name: "Noor" }]);
  await type("I am here.", 2_000);
  await clock.advance(1_000);
  expect(pushed()).toEqual([]);
});

it("does not wait for ever when the clock is set back", async () => {
  await type("I am here.", 2_000);
  clock.set(-3_600_000);
  await browser.rest();
  expect(pushed()).toEqual([{ id: "e", text: "I am here." }]);
});

it("is sent by a link that comes after it is due", async () => {
  await browser.disconnect();
  await type("I am here.", 2_000);
  await clock.advance(5_000);
  await browser.connect(0);
  expect(pushed()).toEqual([{ id: "e", text: "I am here." }]);
});
