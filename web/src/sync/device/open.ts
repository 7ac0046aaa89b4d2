/** The journal that a browser keeps: opening it, making it, and deleting it. */

import { newId } from "../ids";
import { forgetRows } from "../settle";
import type { Held, Snapshot, Store } from "../store";
import { BrowserTabs, type Tabs } from "../tabs";
import { Buckets } from "./buckets";
import { differences, isUnsent } from "./contents";
import { Database, type Head } from "./database";
import { type Lock, Locked, lockedKey, unlock } from "./lock";
import { DeviceStore } from "./store";
import { newKey, Vault } from "./vault";

/** How the records are made. A journal of another making keeps what is its user's alone; the rest comes from the server. */
const FORMAT = 1;

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

/**
 * The journal that is kept for `user`; nothing if there is none. Throws where the browser keeps nothing, where another
 * version of the app has to open it, and without the right PIN where it takes one.
 */
export async function openDevice(user: string, on: DeviceEvents, pin?: string): Promise<Place | undefined> {
  const database = await Database.open(nameFor(user));
  try {
    const head = await database.head();
    if (head?.user === user) return await openHead(database, head as Head<CryptoKey | Lock>, on, pin);
  } catch (error) {
    database.close();
    throw error;
  }
  database.close();
  return undefined;
}

async function openHead(
  database: Database,
  head: Head<CryptoKey | Lock>,
  on: DeviceEvents,
  pin?: string,
): Promise<Place> {
  if (head.format > FORMAT) throw new TooNew();
  const place = await placed(head.user, database, await keyOf(head.key, pin), on);
  if (head.format < FORMAT) {
    await place.store.write(forgetRows);
    await database.putHead({ ...head, format: FORMAT });
  }
  return place;
}

async function keyOf(key: CryptoKey | Lock, pin: string | undefined): Promise<CryptoKey> {
  if (key instanceof CryptoKey) return key;
  if (pin === undefined) throw new Locked();
  return unlock(pin, key);
}

/** Keeps `held` for `user` from now on, in the place of anything that was kept before; under a lock if there is a PIN. */
export async function makeDevice(user: string, held: Snapshot, on: DeviceEvents, pin?: string): Promise<Place> {
  const database = await Database.open(nameFor(user));
  const { key, lock } = pin === undefined ? { key: await newKey(), lock: undefined } : await lockedKey(pin);
  const vault = vaultFor(user, key);
  const { rows, ...besides } = held;
  const plan = new Buckets().plan(new Map(), { cleared: true, rows });
  const nothing: Held = { meta: { ...besides.meta }, outbox: [], retained: [], not_accepted: [] };
  const values = [...differences(nothing, besides, plan)];
  const records = await Promise.all(
    values.map(async ([name, value]) => [name, await vault.seal(name, value)] as const),
  );
  await database.replace({ format: FORMAT, user, key: lock ?? key }, new Map(records));
  return placed(user, database, key, on);
}

/** Whether something waits there that the server has not got: known without a key. */
export async function holdsUnsent(user: string): Promise<boolean> {
  const database = await Database.open(nameFor(user));
  let isFound = false;
  try {
    const head = await database.head();
    if (head?.user === user) {
      await database.some((names) => {
        isFound = names.some(isUnsent);
        return [];
      });
    }
  } finally {
    database.close();
  }
  return isFound;
}

export async function deleteDevice(user: string): Promise<void> {
  await Database.delete(nameFor(user));
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
  return `hearken-${user}`;
}

/** Lets the browser draw and answer first. Safari cannot say when it is idle. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: 200 });
    else setTimeout(resolve, 20);
  });
}
