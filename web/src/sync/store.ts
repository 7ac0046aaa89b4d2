/** Where rows, outbox and cookie are kept. Adapters differ in where; what is here is all the sync code knows of them. */

import type { Keeping } from "./keeping";
import type { NotAccepted, Outgoing, Retained } from "./mutations";
import type { Position } from "./rules";

export interface HeldRow {
  t: string;
  id: string;
  rev: number;
  d: unknown;
}

export interface Meta extends Position {
  client_id: string;
  /** The number of the next mutation; counts from 1. */
  next_mid: number;
  /** Whose journal it is, for when the server cannot be asked. */
  profile?: unknown;
  /** Text versions whose mutation was numbered again, old name to new. */
  renamed: Readonly<Record<string, string>>;
  /** Results of comparisons that are on their way. */
  keeping?: readonly Keeping[];
  /** Changes that the user has given up, by the name of the version they wrote: none of them is on its way. */
  given_up?: readonly string[];
}

/** Reads and writes that happen together or not at all (R8). */
export interface StoreTx {
  meta(): Promise<Meta>;
  setMeta(meta: Meta): Promise<void>;
  row(t: string, id: string): Promise<HeldRow | undefined>;
  putRow(row: HeldRow): Promise<void>;
  deleteRow(t: string, id: string): Promise<void>;
  clearRows(): Promise<void>;
  /** In the order of their numbers. */
  outbox(): Promise<readonly Outgoing[]>;
  setOutbox(items: readonly Outgoing[]): Promise<void>;
  /** What has arrived and is kept for a while, in the order of the numbers. */
  retained(): Promise<readonly Retained[]>;
  setRetained(items: readonly Retained[]): Promise<void>;
  notAccepted(): Promise<readonly NotAccepted[]>;
  setNotAccepted(items: readonly NotAccepted[]): Promise<void>;
}

/** Everything a store holds besides the rows. */
export interface Held {
  meta: Meta;
  outbox: readonly Outgoing[];
  retained: readonly Retained[];
  not_accepted: readonly NotAccepted[];
}

/** What one transaction changed. `undefined` in `rows` is a row that is gone; `cleared` empties the rows first. */
export interface StoreChange extends Held {
  cleared: boolean;
  rows: ReadonlyMap<string, HeldRow | undefined>;
  /** Another tab has made it. */
  isForeign?: boolean;
  /** There is more in the store, which follows. */
  isPartial?: boolean;
}

export interface Store {
  /** Whether what is written outlives the tab. */
  readonly isKept: boolean;
  /** Counts the changes of what is kept, also those of other tabs, as far as they are here; 0 where nothing is kept. */
  readonly version: number;
  /** Runs `run` alone; when it throws, nothing has changed. It must await nothing but the transaction. */
  write<T>(run: (tx: StoreTx) => Promise<T>): Promise<T>;
  /** Tells `listener` what is held now, and then each change, in order. Returns how to stop. */
  watch(listener: (change: StoreChange) => void): () => void;
  /** Takes over what other tabs have written. */
  refresh(): Promise<void>;
  /** Forgets everything. */
  wipe(): Promise<void>;
}

/** What a store holds at first, under a new name. */
export function nothingHeld(client_id: string): Held {
  const meta: Meta = { client_id, next_mid: 1, cookie: 0, epoch: 0, renamed: {} };
  return { meta, outbox: [], retained: [], not_accepted: [] };
}

/** The same place in the same journal under another name, with nothing to send. */
export function withoutOutbox({ meta: { cookie, epoch, profile } }: Held, client_id: string): Held {
  const nothing = nothingHeld(client_id);
  return { ...nothing, meta: { ...nothing.meta, cookie, epoch, profile } };
}

/** Everything a store holds now. */
export type Snapshot = Held & { rows: ReadonlyMap<string, HeldRow> };

export function snapshotOf(store: Store): Snapshot {
  const taken: Snapshot[] = [];
  store.watch(({ meta, outbox, retained, not_accepted, rows }) => {
    const all = [...rows].flatMap(([key, row]) => (row ? [[key, row] as const] : []));
    taken.push({ meta, outbox, retained, not_accepted, rows: new Map(all) });
  })();
  const [snapshot] = taken;
  if (!snapshot) throw new Error("a store tells what it holds at once");
  return snapshot;
}
