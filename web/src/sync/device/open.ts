/** The journal that a browser keeps: opening it, making it, and deleting it. */

import { newId } from "../ids";
import { MemoryStore } from "../memory";
import { forgetRows } from "../settle";
import { type Held, type Store, snapshotOf } from "../store";
import { BrowserTabs, type Tabs, tellTabs } from "../tabs";
import { Buckets } from "./buckets";
import { differences, isUnsent } from "./contents";
import { Database, Gone, type Head, type Records } from "./database";
import { type Lock, Locked, lockedKey, type Opener, type PasskeyLock, unlock } from "./lock";
import { forgetPasskey } from "./passkeyLock";
import { DeviceStore } from "./store";
import { newKey, Vault } from "./vault";

/** How the records are made. A journal of another making keeps what is its user's alone; the rest comes from the server. */
const FORMAT = 1;
/** What the name of each user's database begins with. */
const PREFIX = "hearken-";

export interface Place {
  store: Store;
  tabs: Tabs;
}

export interface DeviceEvents {
  /** Nothing more can be stored: the browser has no room, or has taken the database away. */
  onDetached(error: unknown): void;
}

/** A newer app has made it: this one must not touch it. */
export class TooNew extends Error {
  override name = "TooNew";
}

/** There are words here from before, and others are to come: the former are sent first. */
export class Later extends Error {
  override name = "Later";
}

/**
 * The journal that is kept for `user`; nothing if there is none. Throws where the browser keeps nothing, where another
 * version of the app has to open it, and without what opens its lock where it has one.
 */
export async function openDevice(user: string, on: DeviceEvents, opener?: Opener): Promise<Place | undefined> {
  const database = await Database.find(nameFor(user));
  return (
    database &&
    orClosed(database, async () => {
      const head = await database.head();
      return head?.user === user ? openHead(database, head as Head<CryptoKey | Lock>, on, opener) : undefined;
    })
  );
}

/** The journal that is kept for `user`, an empty one if there was none. Throws as {@link openDevice} does. */
export async function openOrMake(user: string, on: DeviceEvents, opener?: Opener): Promise<Place> {
  for (;;) {
    const nothing = new MemoryStore(() => newId());
    const place = (await openDevice(user, on, opener)) ?? (await replaced(user, nothing, 0, on, opener));
    if (place) return place;
  }
}

/** `database` stays open only if there is an answer. */
async function orClosed<T>(database: Database, run: () => Promise<T | undefined>): Promise<T | undefined> {
  let answer: T | undefined;
  try {
    answer = await run();
  } finally {
    if (answer === undefined) database.close();
  }
  return answer;
}

async function openHead(
  database: Database,
  head: Head<CryptoKey | Lock>,
  on: DeviceEvents,
  opener?: Opener,
): Promise<Place> {
  if (head.format > FORMAT) throw new TooNew();
  const place = await placed(head.user, database, await keyOf(head.key, opener), on);
  if (head.format < FORMAT) {
    await place.store.write(forgetRows);
    await database.putHead({ ...head, format: FORMAT });
  }
  return place;
}

async function keyOf(key: CryptoKey | Lock, opener: Opener | undefined): Promise<CryptoKey> {
  if (key instanceof CryptoKey) return key;
  if (opener === undefined) throw new Locked();
  return unlock(opener, key);
}

/**
 * Keeps for `user` what `from` holds, in the place of the journal that it comes from, if there is one; under a lock if
 * `opener` is given. Throws `Gone` when `from` is no longer what is kept.
 */
export async function makeDevice(user: string, from: Store, on: DeviceEvents, opener?: Opener): Promise<Place> {
  for (;;) {
    const place = await replaced(user, from, from.version, on, opener);
    if (place) return place;
    // Another tab was quicker, and what it has stored comes along.
    await from.refresh();
    if (!from.isKept) throw new Gone();
  }
}

/**
 * Keeps for `user` what `from` holds. If words are kept already that were never sent, they stay and are opened; throws
 * {@link Later} when `from` has some, too. Does not touch what is locked, or kept by a newer app.
 */
export async function keepDevice(user: string, from: Store, on: DeviceEvents): Promise<Place> {
  for (;;) {
    const there = await look(user, async (database, { key, format }) => {
      if (format > FORMAT) throw new TooNew();
      await keyOf(key, undefined);
      return database.some((names) => names.filter(isUnsent).slice(0, 1));
    });
    const isOld = there && there.records.size > 0;
    const { outbox, not_accepted } = snapshotOf(from);
    if (isOld && outbox.length + not_accepted.length > 0) throw new Later();
    const place = await (isOld ? openDevice(user, on) : replaced(user, from, there?.version ?? 0, on));
    if (place) return place;
  }
}

/** Keeps what `from` holds in the place of what is kept in its version `seen`; in that of any other, answers nothing. */
async function replaced(
  user: string,
  from: Store,
  seen: number,
  on: DeviceEvents,
  opener?: Opener,
): Promise<Place | undefined> {
  const database = await Database.open(nameFor(user));
  return orClosed(database, async () => {
    const { key, lock } = opener === undefined ? { key: await newKey(), lock: undefined } : await lockedKey(opener);
    const records = await sealed(from, vaultFor(user, key));
    const before = await database.head();
    if (!(await database.replace({ format: FORMAT, user, key: lock ?? key }, records, seen))) return undefined;
    forgetOpener(before?.key);
    tellTabs(nameFor(user), { type: "changed" });
    return placed(user, database, key, on);
  });
}

async function sealed(from: Store, vault: Vault): Promise<Records> {
  const { rows, ...held } = snapshotOf(from);
  const plan = new Buckets().plan(new Map(), { cleared: true, rows });
  const nothing: Held = { meta: { ...held.meta }, outbox: [], retained: [], not_accepted: [] };
  const values = [...differences(nothing, held, plan)];
  return new Map(
    await Promise.all(values.map(async ([name, value]) => [name, await vault.seal(name, value)] as const)),
  );
}

/** Whether something waits there that the server has not got: known without a key. */
export async function holdsUnsent(user: string): Promise<boolean> {
  const isFound = await look(user, async (database) => {
    const { records } = await database.some((names) => names.filter(isUnsent).slice(0, 1));
    return records.size > 0;
  });
  return isFound ?? false;
}

/** What opens the journal that is kept for `user`: its key, or the lock on it. Nothing if there is no journal. */
export function keyFor(user: string): Promise<CryptoKey | Lock | undefined> {
  return look(user, async (_, { key }) => key);
}

/** Resolves if `opener` opens what is kept for `user`, or nothing has to; throws as {@link openDevice} does if not. */
export async function checkOpener(user: string, opener: Opener | undefined): Promise<void> {
  const key = await keyFor(user);
  if (key) await keyOf(key, opener);
}

/** Whether a journal of anybody but `user` is kept here, too. */
export async function keepsOthers(user: string): Promise<boolean> {
  const all = (await Database.names())
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => name.slice(PREFIX.length));
  const kept = await Promise.all(all.map((other) => other !== user && look(other, async () => true)));
  return kept.some(Boolean);
}

/** Looks at what is kept for `user`; answers nothing if that is nothing. */
async function look<T>(
  user: string,
  run: (database: Database, head: Head<CryptoKey | Lock>) => Promise<T>,
): Promise<T | undefined> {
  const database = await Database.find(nameFor(user));
  try {
    const head = await database?.head();
    return database && head?.user === user ? await run(database, head as Head<CryptoKey | Lock>) : undefined;
  } finally {
    database?.close();
  }
}

export async function deleteDevice(user: string): Promise<void> {
  const key = await keyFor(user).catch(() => undefined);
  await Database.delete(nameFor(user));
  forgetOpener(key);
}

/** What opened `key` opens nothing any more. */
function forgetOpener(key: unknown): void {
  if (typeof key === "object" && key !== null && "credential" in key) forgetPasskey(key as PasskeyLock);
}

async function placed(user: string, database: Database, key: CryptoKey, on: DeviceEvents): Promise<Place> {
  const tabs = new BrowserTabs(nameFor(user));
  const store = await DeviceStore.open({
    database,
    vault: vaultFor(user, key),
    newClientId: () => newId(),
    leads: () => tabs.leads,
    changed: () => tabs.tell({ type: "changed" }),
    onDetached: on.onDetached,
    breathe,
    delete: async () => {
      database.close();
      await deleteDevice(user);
    },
  });
  return { store, tabs };
}

function vaultFor(user: string, key: CryptoKey): Vault {
  return new Vault(key, nameFor(user));
}

function nameFor(user: string): string {
  return `${PREFIX}${user}`;
}

/** Lets the browser draw and answer first. Safari cannot say when it is idle. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: 200 });
    else setTimeout(resolve, 20);
  });
}
