import {
  type Held,
  type HeldRow,
  nothingHeld,
  type Snapshot,
  type Store,
  type StoreChange,
  type StoreTx,
} from "./store";
import { applyRows, Transaction } from "./transaction";

/** A store that lives as long as the tab: nothing of it is written anywhere. */
export class MemoryStore implements Store {
  readonly isKept = false;
  readonly version = 0;
  private readonly rows: Map<string, HeldRow>;
  private held: Held;
  private readonly listeners = new Set<(change: StoreChange) => void>();
  private last: Promise<unknown> = Promise.resolve();

  /** `from`: what it holds at first, if that was held elsewhere before. */
  constructor(
    private readonly newClientId: () => string,
    from?: Snapshot,
  ) {
    const { rows, ...held } = from ?? { ...nothingHeld(newClientId()), rows: new Map() };
    this.rows = new Map(rows);
    this.held = held;
  }

  async refresh(): Promise<void> {
    // There is nobody else to write.
  }

  write<T>(run: (tx: StoreTx) => Promise<T>): Promise<T> {
    const turn = this.last.then(() => this.transact(run));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  watch(listener: (change: StoreChange) => void): () => void {
    this.listeners.add(listener);
    listener({ ...this.held, cleared: true, rows: this.rows });
    return () => this.listeners.delete(listener);
  }

  async wipe(): Promise<void> {
    await this.write((tx) => forgetAll(tx, this.newClientId()));
  }

  private async transact<T>(run: (tx: StoreTx) => Promise<T>): Promise<T> {
    const tx = new Transaction(this.rows, this.held);
    const value = await run(tx);
    if (!tx.wrote) return value;
    const { cleared, rows, ...held } = tx.change;
    applyRows(this.rows, { cleared, rows });
    this.held = held;
    for (const listener of this.listeners) listener(tx.change);
    return value;
  }
}

async function forgetAll(tx: StoreTx, client_id: string): Promise<void> {
  const { meta, outbox, retained, not_accepted } = nothingHeld(client_id);
  await tx.clearRows();
  await tx.setMeta(meta);
  await tx.setOutbox(outbox);
  await tx.setRetained(retained);
  await tx.setNotAccepted(not_accepted);
}
