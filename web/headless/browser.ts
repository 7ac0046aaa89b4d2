/** What a browser has and Node.js lacks, as far as the sync client needs it, and how a tab of it dies. */

import "fake-indexeddb/auto";

const databases: IDBDatabase[] = [];
const channels = new Set<BroadcastChannel>();

/** Gives the sync client its browser. `origin`: where the page would come from. */
export function beABrowser(origin: string): void {
  const fetched = globalThis.fetch;
  globalThis.fetch = (input, init) => fetched(new URL(String(input), origin), init);
  const open = indexedDB.open.bind(indexedDB);
  indexedDB.open = (name, version) => {
    const request = open(name, version);
    request.addEventListener("success", () => databases.push(request.result));
    return request;
  };
  globalThis.BroadcastChannel = class extends BroadcastChannel {
    constructor(name: string) {
      super(name);
      channels.add(this);
    }
    override postMessage(message: unknown): void {
      // What has died says nothing more.
      if (channels.has(this)) super.postMessage(message);
    }
  };
  openATab();
}

/** A tab is alone here, so it has every lock that it asks for, until it dies. */
function openATab(): void {
  const locks = { request: (_name: string, _options: unknown, run: () => Promise<unknown>) => run() };
  Object.defineProperty(globalThis, "navigator", { value: { locks, onLine: true }, configurable: true });
}

/** Takes from a tab what the system takes from one that dies: what was begun in the database may yet come to its end. */
export function closeTheTab(): void {
  for (const database of databases.splice(0)) database.close();
  for (const channel of channels) channel.close();
  channels.clear();
}
