/** Where rows, outbox and cookie are kept. Adapters differ in where; what is here is all the sync code knows of them. */

import type { NotAccepted, Outgoing } from "./mutations";
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
  /** Text versions whose mutation was numbered again, old name to new. */
  renamed: Readonly<Record<string, string>>;
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
  notAccepted(): Promise<readonly NotAccepted[]>;
  setNotAccepted(items: readonly NotAccepted[]): Promise<void>;
}

/** What one transaction changed. `undefined` in `rows` is a row that is gone; `cleared` empties the rows first. */
export interface StoreChange {
  cleared: boolean;
  rows: ReadonlyMap<string, HeldRow | undefined>;
  meta: Meta;
  outbox: readonly Outgoing[];
  not_accepted: readonly NotAccepted[];
}

export interface Store {
  /** Runs `run` alone; when it throws, nothing has changed. It must await nothing but the transaction. */
  write<T>(run: (tx: StoreTx) => Promise<T>): Promise<T>;
  /** Tells `listener` what is held now, and then each change, in order. Returns how to stop. */
  watch(listener: (change: StoreChange) => void): () => void;
  /** Forgets everything. */
  wipe(): Promise<void>;
}

export function rowKey(t: string, id: string): string {
  return `${t}/${id}`;
}
