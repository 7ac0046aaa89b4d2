import type { NotAccepted, Outgoing, Retained } from "./mutations";
import { rowKey } from "./rows";
import type { Held, HeldRow, Meta, StoreChange, StoreTx } from "./store";

/** Gathers what a transaction writes over rows in memory; its store takes it over when the whole of it went through. */
export class Transaction implements StoreTx {
  wrote = false;
  readonly change: { -readonly [K in keyof StoreChange]: StoreChange[K] } & { rows: Map<string, HeldRow | undefined> };

  constructor(
    private readonly held: ReadonlyMap<string, HeldRow>,
    besides: Held,
  ) {
    this.change = { ...besides, cleared: false, rows: new Map() };
  }

  async meta() {
    return this.change.meta;
  }
  async setMeta(meta: Meta) {
    this.wrote ||= meta !== this.change.meta;
    this.change.meta = meta;
  }
  async row(t: string, id: string) {
    const key = rowKey(t, id);
    if (this.change.rows.has(key)) return this.change.rows.get(key);
    return this.change.cleared ? undefined : this.held.get(key);
  }
  async putRow(row: HeldRow) {
    this.wrote = true;
    this.change.rows.set(rowKey(row.t, row.id), row);
  }
  async deleteRow(t: string, id: string) {
    this.wrote = true;
    this.change.rows.set(rowKey(t, id), undefined);
  }
  async clearRows() {
    this.wrote = true;
    this.change.cleared = true;
    this.change.rows.clear();
  }
  async outbox() {
    return this.change.outbox;
  }
  async setOutbox(items: readonly Outgoing[]) {
    this.wrote ||= items !== this.change.outbox;
    this.change.outbox = items;
  }
  async retained() {
    return this.change.retained;
  }
  async setRetained(items: readonly Retained[]) {
    this.wrote ||= items !== this.change.retained;
    this.change.retained = items;
  }
  async notAccepted() {
    return this.change.not_accepted;
  }
  async setNotAccepted(items: readonly NotAccepted[]) {
    this.wrote = true;
    this.change.not_accepted = items;
  }
}

/** Takes a change over into `rows`. */
export function applyRows(rows: Map<string, HeldRow>, change: Pick<StoreChange, "cleared" | "rows">): void {
  if (change.cleared) rows.clear();
  for (const [key, row] of change.rows) {
    if (row) rows.set(key, row);
    else rows.delete(key);
  }
}
