import type { NotAccepted, Outgoing } from "./mutations";
import { type HeldRow, type Meta, rowKey, type Store, type StoreChange, type StoreTx } from "./store";

function emptyMeta(client_id: string): Meta {
  return { client_id, next_mid: 1, cookie: 0, epoch: 0, renamed: {} };
}

/** A store that lives as long as the tab: nothing of it is written anywhere. */
export class MemoryStore implements Store {
  private rows = new Map<string, HeldRow>();
  private meta: Meta;
  private outbox: readonly Outgoing[] = [];
  private notAccepted: readonly NotAccepted[] = [];
  private readonly listeners = new Set<(change: StoreChange) => void>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly newClientId: () => string) {
    this.meta = emptyMeta(newClientId());
  }

  write<T>(run: (tx: StoreTx) => Promise<T>): Promise<T> {
    const turn = this.last.then(() => this.transact(run));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  watch(listener: (change: StoreChange) => void): () => void {
    this.listeners.add(listener);
    listener({ ...this.scalars(), cleared: true, rows: this.rows });
    return () => this.listeners.delete(listener);
  }

  async wipe(): Promise<void> {
    await this.write(async (tx) => {
      await tx.clearRows();
      await tx.setOutbox([]);
      await tx.setNotAccepted([]);
      await tx.setMeta(emptyMeta(this.newClientId()));
    });
  }

  private scalars() {
    return { meta: this.meta, outbox: this.outbox, not_accepted: this.notAccepted };
  }

  private async transact<T>(run: (tx: StoreTx) => Promise<T>): Promise<T> {
    const tx = new MemoryTx(this.rows, this.scalars());
    const value = await run(tx);
    const { change } = tx;
    if (!tx.wrote) return value;
    if (change.cleared) this.rows = new Map();
    for (const [key, row] of change.rows) {
      if (row) this.rows.set(key, row);
      else this.rows.delete(key);
    }
    this.meta = change.meta;
    this.outbox = change.outbox;
    this.notAccepted = change.not_accepted;
    for (const listener of this.listeners) listener(change);
    return value;
  }
}

/** Gathers what a transaction wrote; the store takes it over only when the whole of it went through. */
class MemoryTx implements StoreTx {
  wrote = false;
  readonly change: { -readonly [K in keyof StoreChange]: StoreChange[K] } & { rows: Map<string, HeldRow | undefined> };

  constructor(
    private readonly held: ReadonlyMap<string, HeldRow>,
    scalars: Pick<StoreChange, "meta" | "outbox" | "not_accepted">,
  ) {
    this.change = { ...scalars, cleared: false, rows: new Map() };
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
  async notAccepted() {
    return this.change.not_accepted;
  }
  async setNotAccepted(items: readonly NotAccepted[]) {
    this.wrote = true;
    this.change.not_accepted = items;
  }
}
