import { forgetRows, takeNewName } from "../settle";
import {
  type Held,
  type HeldRow,
  nothingHeld,
  type Store,
  type StoreChange,
  type StoreTx,
  withoutOutbox,
} from "../store";
import { applyRows, Transaction } from "../transaction";
import { Buckets } from "./buckets";
import { bucketsIn, differences, firstOf, META, merged, type Values } from "./contents";
import { type Contents, type Database, type Records, Replaced, type Sealed } from "./database";
import type { Vault } from "./vault";

/** How many records are read before others get their turn. */
const SLICE = 64;

export interface DeviceWorld {
  database: Pick<Database, "some" | "since" | "commit">;
  vault: Pick<Vault, "seal" | "open">;
  newClientId(): string;
  /** Whether this tab sends the outbox. */
  leads(): boolean;
  /** Something has changed that other tabs show, too. */
  changed(): void;
  /** Nothing more can be stored. */
  onDetached(error: unknown): void;
  /** Resolves when there is nothing more urgent to do. */
  breathe(): Promise<void>;
  /** Deletes everything that is stored. */
  delete(): Promise<void>;
}

/**
 * The journal in the browser's database, shared by its tabs. Each tab holds all of it in memory and brings that up to
 * date by itself; a change counts only when it began from what is stored, and otherwise is made anew.
 */
export class DeviceStore implements Store {
  private readonly rows = new Map<string, HeldRow>();
  private buckets = new Buckets();
  private held: Held;
  /** That of the database when it was last read; see {@link Store.version}. */
  version = 0;
  /** There is more to read. */
  private isPartial = false;
  private detached = false;
  /** The names of what is stored and does not open. */
  private readonly damaged = new Set<string>();
  private readonly listeners = new Set<(change: StoreChange) => void>();
  private last: Promise<unknown> = Promise.resolve();

  private constructor(private readonly world: DeviceWorld) {
    this.held = nothingHeld(world.newClientId());
  }

  /**
   * Reads what the first screen needs, and goes on with the rest. What does not open is fetched from the server again, as
   * far as the server has it.
   */
  static async open(world: DeviceWorld): Promise<DeviceStore> {
    const store = new DeviceStore(world);
    let rest: readonly string[] = [];
    const first = await world.database.some((all) => {
      const { names, others, lacksRows } = firstOf(all);
      store.isPartial = lacksRows;
      rest = others;
      return names;
    });
    await store.takeIn({ ...first, isAll: true });
    if (rest.length === 0) await store.repair();
    else void store.readRest(rest);
    return store;
  }

  get isKept(): boolean {
    return !this.detached;
  }

  write<T>(run: (tx: StoreTx) => Promise<T>): Promise<T> {
    return this.inTurn(() => this.transact(run));
  }

  /** Takes over what other tabs have written. */
  async refresh(): Promise<void> {
    await this.inTurn(async () => {
      if (this.detached) return;
      await this.catchUp().catch((error: unknown) => this.detach(error));
    });
  }

  watch(listener: (change: StoreChange) => void): () => void {
    this.listeners.add(listener);
    listener({ ...this.held, cleared: true, rows: this.rows, isPartial: this.isPartial });
    return () => this.listeners.delete(listener);
  }

  async wipe(): Promise<void> {
    await this.inTurn(async () => {
      this.detached = true;
      await this.world.delete();
      this.rows.clear();
      this.held = nothingHeld(this.world.newClientId());
      this.tell({ cleared: true, rows: new Map() });
    });
  }

  /** Some at a time, so that what is on the screen can be used meanwhile. */
  private readRest(names: readonly string[]): Promise<void> {
    return this.inTurn(async () => {
      try {
        for (let next = 0; next < names.length; next += SLICE) {
          await this.world.breathe();
          const { records } = await this.world.database.some(() => names.slice(next, next + SLICE));
          this.isPartial &&= next + SLICE < names.length;
          await this.takeIn({ version: this.version, records, isAll: false });
        }
        await this.catchUp();
      } catch (error) {
        this.detach(error);
      }
      await this.repair();
    });
  }

  /** Until what does not open is deleted, each start would pull everything anew. Another tab may be the first to do it. */
  private async repair(): Promise<void> {
    await this.transact(async (tx) => {
      if (this.damaged.size > 0) await repair(tx, this.damaged.has(META), this.world.newClientId());
    }, this.damaged);
    this.damaged.clear();
  }

  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.last.then(run);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** `gone`: the names of records that are deleted with it. */
  private async transact<T>(run: (tx: StoreTx) => Promise<T>, gone: Iterable<string> = []): Promise<T> {
    for (;;) {
      const tx = new Transaction(this.rows, this.held);
      const value = await run(tx);
      if (!tx.wrote || (await this.keep(tx.change, gone))) return value;
    }
  }

  /** Answers whether `change` counts; if not, this tab now holds something else than it began from. */
  private async keep(change: StoreChange, gone: Iterable<string>): Promise<boolean> {
    const { cleared, rows, ...after } = change;
    if (!this.detached) {
      const plan = this.buckets.plan(this.rows, change);
      const nothing = [...gone].map((name) => [name, undefined] as const);
      const values = new Map([...nothing, ...differences(this.held, after, plan)]);
      try {
        const { outbox, not_accepted } = this.held;
        if (!(await this.store(values, after.outbox !== outbox || after.not_accepted !== not_accepted))) {
          await this.catchUp();
          return false;
        }
      } catch (error) {
        this.detach(error);
        return false;
      }
      this.version += 1;
      this.buckets.take(plan);
    }
    applyRows(this.rows, { cleared, rows });
    this.held = after;
    this.tell({ cleared, rows });
    if (!this.detached) this.world.changed();
    return true;
  }

  /** Words that exist nowhere else are to outlast a power cut. */
  private async store(values: Values, areOwnWords: boolean): Promise<boolean> {
    const seal = async ([name, value]: [string, unknown]) =>
      [name, value === undefined ? undefined : await this.world.vault.seal(name, value)] as const;
    const records: Records = new Map(await Promise.all([...values].map(seal)));
    return this.world.database.commit(this.version, records, areOwnWords ? "strict" : "relaxed");
  }

  private async catchUp(): Promise<void> {
    const news = await this.world.database.since(this.version);
    if (news.version > this.version) await this.takeIn(news);
  }

  /** Takes over what was read, and notes what does not open. */
  private async takeIn({ version, records, isAll }: Contents): Promise<void> {
    const open = async ([name, record]: [string, Sealed | undefined]) => {
      this.damaged.delete(name);
      return [
        name,
        record && (await this.world.vault.open(name, record).catch(() => void this.damaged.add(name))),
      ] as const;
    };
    if (isAll) this.damaged.clear();
    const values = new Map(await Promise.all([...records].map(open)));
    // All tabs have to have the same.
    if (isAll && !values.has(META)) this.damaged.add(META);
    const before = this.held;
    this.version = version;
    this.held = merged(isAll ? nothingHeld(before.meta.client_id) : before, values);
    const rows = this.takeBuckets(values, isAll, before.meta.epoch === this.held.meta.epoch);
    applyRows(this.rows, { cleared: isAll, rows });
    this.tell({ cleared: isAll, rows, isForeign: true });
  }

  /** The rows that are new or gone by what was read. */
  private takeBuckets(values: Values, isAll: boolean, isSameEpoch: boolean): Map<string, HeldRow | undefined> {
    const plan = bucketsIn(values);
    if (isAll) this.buckets = new Buckets();
    const gone = this.buckets.take(plan);
    const changed = new Map<string, HeldRow | undefined>();
    for (const rows of plan.values()) {
      for (const row of rows ?? []) {
        const key = `${row.t}/${row.id}`;
        gone.delete(key);
        const isSame = !isAll && isSameEpoch && this.rows.get(key)?.rev === row.rev;
        if (!isSame) changed.set(key, row);
      }
    }
    for (const key of gone) changed.set(key, undefined);
    return changed;
  }

  /**
   * From now on everything is only in this tab. What is stored stays with the tab that sends it; should that be another
   * one, or be put elsewhere by another one, this tab goes on under a name of its own, with what it has not stored.
   */
  private detach(error: unknown): void {
    this.detached = true;
    this.version = 0;
    if (!this.world.leads() || error instanceof Replaced) {
      this.held = withoutOutbox(this.held, this.world.newClientId());
    }
    // What was not read is not here: the server has it.
    if (this.isPartial) this.forgetRows();
    this.tell({ cleared: false, rows: new Map() });
    this.world.onDetached(error);
  }

  private forgetRows(): void {
    this.isPartial = false;
    this.rows.clear();
    this.held = { ...this.held, meta: { ...this.held.meta, cookie: 0, epoch: 0 } };
    this.tell({ cleared: true, rows: new Map() });
  }

  private tell(change: Pick<StoreChange, "cleared" | "rows" | "isForeign">): void {
    for (const listener of this.listeners) listener({ ...this.held, ...change, isPartial: this.isPartial });
  }
}

async function repair(tx: StoreTx, isNameLost: boolean, client_id: string): Promise<void> {
  await forgetRows(tx);
  if (isNameLost) await takeNewName(tx, client_id);
}
