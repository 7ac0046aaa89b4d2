/** The journal's data in this browser: start and stop it, and change it. For React, see react.ts. */

import { Client, loadDiscards } from "./client";
import type { GetToken } from "./connector";
import { systemClock, systemRandom } from "./environment";
import { postByFetch } from "./http";
import { newId } from "./ids";
import type { Keeping } from "./keeping";
import { MemoryStore } from "./memory";
import type { EntryFields, MutationArgs, NewMutation, NotAccepted, Seen } from "./mutations";
import { tabNotes } from "./notes";
import { type Outcome, outcomeOf } from "./outcome";
import { openBrowserSocket } from "./socket";
import type { Snapshot, Store } from "./store";
import type { Tabs } from "./tabs";
import { tagChange } from "./tags";
import type { Entry } from "./view";

export { newId } from "./ids";
export type { Keeping } from "./keeping";
export type { NotAccepted } from "./mutations";
export type { Outcome } from "./outcome";

/** Where the journal is held. */
export interface Place {
  store: Store;
  tabs?: Tabs;
}

let client: Client | undefined;
let begun: { getToken: GetToken; user: string } | undefined;
let place: Place | undefined;
let endListening: (() => void) | undefined;
/** Changes wait while the journal is taken from one place to another. */
let moving: Promise<void> = Promise.resolve();
const switched = new Set<() => void>();
const refusalListeners = new Set<(items: readonly NotAccepted[]) => void>();

/** The running client; none while signed out. */
export function currentClient(): Client | undefined {
  return client;
}

/** Tells when a client was started or stopped. */
export function onClientSwitch(listener: () => void): () => void {
  switched.add(listener);
  return () => switched.delete(listener);
}

/** Tells about changes that the server has just refused. */
export function onNotAccepted(listener: (items: readonly NotAccepted[]) => void): () => void {
  refusalListeners.add(listener);
  return () => refusalListeners.delete(listener);
}

/** Starts to keep this tab in step for `user`. Without a place, everything is held in memory and ends with the tab. */
export function startSync(options: { getToken: GetToken; user: string; place?: Place | undefined }): void {
  if (client) return;
  begun = options;
  run(options.place ?? inMemory());
}

/** A place that ends with the tab; it holds `held` at first. */
export function inMemory(held?: Snapshot): Place {
  return { store: new MemoryStore(() => newId(), held) };
}

/** Takes the journal to another place, which `make` makes of where it is; if that fails, it stays there. */
export function moveJournal(make: (from: Store) => Promise<Place>): Promise<void> {
  const move = async () => {
    const [from, leaving] = [place, client];
    if (!from || !leaving) return;
    await leaving.deletions.letAllGo();
    await leaving.pause();
    endListening?.();
    // Some of it may not have been read yet.
    await from.store.refresh();
    try {
      run(await make(from.store));
    } catch (error) {
      run(from);
      throw error;
    }
  };
  const moved = moving.then(move);
  moving = moved.catch(() => undefined);
  return moved;
}

function run(where: Place): void {
  if (!begun) return;
  const { getToken, user } = begun;
  place = where;
  const url = new URL("/api/v1/sync/ws", window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  client = new Client({
    clock: systemClock,
    random: systemRandom,
    ...where,
    deletionNotes: tabNotes(user),
    url: url.href,
    open: openBrowserSocket,
    post: postByFetch,
    getToken,
    online: () => navigator.onLine,
    onNotAccepted: (items) => {
      for (const listener of refusalListeners) listener(items);
    },
    onFault: (error) => reportError(error),
  });
  endListening = listenToBrowser(client);
  client.start();
  for (const listener of switched) listener();
}

/** Ends the connection and forgets everything that was held. */
export async function stopSync(): Promise<void> {
  await moving;
  await takeAway()?.stop();
}

/** Ends the connection; what the browser keeps, it keeps. */
export async function pauseSync(): Promise<void> {
  await moving;
  await takeAway()?.pause();
}

function takeAway(): Client | undefined {
  const ending = client;
  client = undefined;
  place = undefined;
  begun = undefined;
  endListening?.();
  for (const listener of switched) listener();
  return ending;
}

function listenToBrowser(running: Client): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const wake = () => running.wake();
  for (const event of ["focus", "online"]) window.addEventListener(event, wake, { signal });
  window.addEventListener("offline", () => running.doubt(), { signal });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake(), { signal });
  window.addEventListener("beforeunload", (event) => running.isOwing && event.preventDefault(), { signal });
  return () => ended.abort();
}

async function send(mutation: NewMutation, seen?: Seen, due?: number): Promise<string> {
  await moving;
  if (!client) throw new Error("nobody is signed in");
  return client.mutate(mutation, seen, due);
}

/**
 * The changes a user can make. Each is on the screen at once and answers when it is in the store, with the name of
 * the text version that it writes (of use for `createEntry` and `editEntry` only). `due`: until when the server may wait for
 * it, in milliseconds since 1970, while it is still being written.
 */
export const mutate = {
  createEntry: (args: MutationArgs["entry.create@1"], due?: number) =>
    send({ name: "entry.create@1", args }, undefined, due),

  /** `seen`: what the text was typed over; what is on the screen when left out. */
  editEntry: ({ seen, ...args }: MutationArgs["entry.edit@1"] & { seen?: Seen }, due?: number) =>
    send({ name: "entry.edit@1", args }, seen ?? client?.view.entry(args.id), due),

  /**
   * Tags are given as they are to be; what is sent is how they differ from those on the screen. `seen`: the text that
   * the fields are set over; what is on the screen when left out.
   */
  setEntry: ({ tags, seen, ...args }: EntryFields & { id: string; seen?: Pick<Seen, "vid"> }, due?: number) => {
    const base_vid = (seen ?? client?.view.entry(args.id))?.vid;
    const fields = { ...args, ...(tags ? tagChange(tagsOf(args.id), tags) : {}) };
    return send({ name: "entry.set@2", args: fields, ...(base_vid && { base_vid }) }, undefined, due);
  },

  /**
   * Keeps a change that cannot be sent among those that were not accepted, in place of one that has this id; `detail`: why
   * not, in words.
   */
  setAside: async (mutation: NewMutation, detail: string, id = newId()): Promise<void> => {
    await moving;
    if (!client) throw new Error("nobody is signed in");
    await client.setAside(mutation, detail, id);
  },

  /** The server need not wait any longer. */
  sendNow: async (): Promise<void> => {
    await moving;
    await client?.sendNow();
  },

  /** Makes a conflicting copy an entry of its own. */
  resolveCopy: (id: string) => send({ name: "entry.resolve@1", args: { id } }),

  publishEntry: (id: string) => send({ name: "entry.publish@1", args: { id } }),

  retryAnalysis: (entry_id: string) => send({ name: "analysis.retry@1", args: { entry_id } }),

  createPerson: (args: MutationArgs["person.create@1"]) => send({ name: "person.create@1", args }),
  setPerson: (args: MutationArgs["person.set@1"]) => send({ name: "person.set@1", args }),
  deletePerson: (id: string) => send({ name: "person.delete@1", args: { id } }),

  setPreferences: (args: MutationArgs["preferences.set@1"]) => send({ name: "preferences.set@1", args }),
};

function tagsOf(id: string): readonly string[] {
  return client?.view.entry(id)?.tags ?? [];
}

/** Deletions of entries that can still be taken back; see {@link Client.deletions}. */
export const deletion = {
  hold: (id: string): void => client?.deletions.hold(id),
  takeBack: (id: string): void => client?.deletions.takeBack(id),
  letGo: (id: string): Promise<void> => client?.deletions.letGo(id) ?? Promise.resolve(),
  /** Answers whether the server has all of them. */
  finishAll: (): Promise<boolean> => client?.finishDeletions() ?? Promise.resolve(true),
};

/** Results of comparisons that are on their way; see {@link Keeping}. */
export const keeping = {
  all: (): readonly Keeping[] => client?.view.meta?.keeping ?? [],
  /** Calls `listener` now, and with every change of the journal. */
  watch(listener: () => void): void {
    const follow = () => {
      client?.view.subscribe(listener);
      listener();
    };
    onClientSwitch(follow);
    follow();
  },
  async note(it: Keeping): Promise<void> {
    await moving;
    await client?.noteKeeping(it);
  },
  async strike(one: string): Promise<void> {
    await moving;
    await client?.strikeKeeping(one);
  },
};

/** Waits until the server has every change to an entry, and tells what it has made of the text version `vid`. */
export async function outcome(id: string, vid: string): Promise<Outcome> {
  for (;;) {
    if (!client) throw new Error("nobody is signed in");
    // The journal may be taken to another place meanwhile, and then only the client there hears of it.
    const left = new AbortController();
    const stop = onClientSwitch(() => left.abort());
    const known = await outcomeOf(client.view, id, vid, left.signal).finally(stop);
    if (known) return known;
  }
}

/** An entry as it is shown now. */
export const findEntry = (id: string): Entry | undefined => client?.view.entry(id);

/** Tries a waiting or refused change once more. Answers whether the server could be reached. */
export async function retryChange(id: string): Promise<boolean> {
  // First: while it is loaded the journal may be taken to another place.
  await loadDiscards();
  await moving;
  return (await client?.retry(id)) ?? false;
}

/** Gives a waiting (never sent) or refused change up. Answers how to take it up again; nothing where it was too late. */
export async function discardChange(id: string): Promise<(() => Promise<void>) | undefined> {
  await loadDiscards();
  await moving;
  const discarded = await client?.discard(id);
  if (!discarded) return undefined;
  return async () => {
    // By then the journal may be in another place.
    await moving;
    await client?.takeUp(discarded);
  };
}
