/** What the screen sees: the rows from the server with the waiting mutations replayed on top. */

import type { Outgoing } from "./mutations";
import { type Draft, replay } from "./mutators";
import { type RowData, rowKey, type Table } from "./rows";
import type { HeldRow } from "./store";

/** Rows by `table/id`; `undefined` is a row that a waiting mutation has deleted. */
export type Overlay = ReadonlyMap<string, unknown>;

/** The rows that the waiting mutations change, as they will look. Replayed from scratch: a dropped mutation leaves no trace. */
export function overlay(
  base: ReadonlyMap<string, HeldRow>,
  outbox: readonly Outgoing[],
  client_id: string,
): Map<string, unknown> {
  const changed = new Map<string, unknown>();
  const draft = new OverlayDraft(base, changed);
  for (const item of outbox) replay(draft, item, client_id);
  return changed;
}

/** Ids of one table, with what is over it taken into account. */
export function idsOf(base: ReadonlyMap<string, HeldRow>, over: Overlay, t: Table): string[] {
  const prefix = `${t}/`;
  const ids: string[] = [];
  for (const [key, row] of base) {
    if (row.t === t && !(over.has(key) && over.get(key) === undefined)) ids.push(row.id);
  }
  for (const [key, d] of over) {
    if (d !== undefined && key.startsWith(prefix) && !base.has(key)) ids.push(key.slice(prefix.length));
  }
  return ids;
}

class OverlayDraft implements Draft {
  constructor(
    private readonly base: ReadonlyMap<string, HeldRow>,
    private readonly changed: Map<string, unknown>,
  ) {}

  get<T extends Table>(t: T, id: string): RowData[T] | undefined {
    const key = rowKey(t, id);
    return this.changed.has(key) ? (this.changed.get(key) as RowData[T] | undefined) : this.served(t, id);
  }
  served<T extends Table>(t: T, id: string): RowData[T] | undefined {
    // Rows of known tables were checked when they arrived (protocol.ts).
    return this.base.get(rowKey(t, id))?.d as RowData[T] | undefined;
  }
  put<T extends Table>(t: T, id: string, d: RowData[T]): void {
    this.changed.set(rowKey(t, id), d);
  }
  remove(t: Table, id: string): void {
    this.changed.set(rowKey(t, id), undefined);
  }
  ids(t: Table): string[] {
    return idsOf(this.base, this.changed, t);
  }
}
