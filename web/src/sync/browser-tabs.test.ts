import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { BrowserTabs, type TabMessage } from "./tabs";

const NAME = "hearken-ana";

/** The browser's lock, as far as tabs use it: it goes to the next when what it was given for has ended. */
class Locks {
  private last: Promise<unknown> = Promise.resolve();

  request(_: string, { signal }: { signal: AbortSignal }, run: () => Promise<void>): Promise<void> {
    const turn = this.last.then(() => (signal.aborted ? undefined : run()));
    this.last = turn;
    return turn;
  }
}

let other: BroadcastChannel;
let heard: TabMessage[];

beforeEach(() => {
  vi.stubGlobal("navigator", { locks: new Locks() });
  heard = [];
  other = new BroadcastChannel(NAME);
  other.onmessage = ({ data }) => heard.push(data);
});
afterEach(() => {
  other.close();
  vi.unstubAllGlobals();
});

it("hears, tells and leads again after it had left", async () => {
  const tabs = new BrowserTabs(NAME);
  tabs.join({ lead: () => undefined, hear: () => undefined })();
  expect(tabs.leads).toBe(false);
  const messages: TabMessage[] = [];
  const leave = tabs.join({ lead: () => undefined, hear: (message) => messages.push(message) });
  tabs.tell({ type: "changed" });
  other.postMessage({ type: "wake" });
  await vi.waitFor(() => expect(messages).toEqual([{ type: "wake" }]));
  await vi.waitFor(() => expect(heard).toEqual([{ type: "who_leads" }, { type: "who_leads" }, { type: "changed" }]));
  expect(tabs.leads).toBe(true);
  leave();
  expect(tabs.leads).toBe(false);
});

it("leads no more when its turn comes in the moment of leaving", async () => {
  const request = vi.fn(async (_: string, __: object, _run: () => Promise<void>) => undefined);
  vi.stubGlobal("navigator", { locks: { request } });
  const lead = vi.fn();
  const tabs = new BrowserTabs(NAME);
  tabs.join({ lead, hear: () => undefined })();
  await request.mock.lastCall?.[2]();
  expect(lead).not.toHaveBeenCalled();
  expect(tabs.leads).toBe(false);
});
