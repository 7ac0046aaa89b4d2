import { type HeldRow, rowKey, type StoreChange } from "../store";

/** A bucket takes no more rows from this many characters on: few enough to seal again with each change of one of them. */
const FULL = 64_000;

/** Buckets by number, as they will be; one that is gone is `undefined`. */
export type Plan = ReadonlyMap<number, readonly HeldRow[] | undefined>;

type Rows = ReadonlyMap<string, HeldRow>;

/**
 * Which row lies in which bucket. Rows are sealed by the bucketful: one by one, ten thousand of them would take too long
 * to open. A row stays where it is; new ones go to the newest bucket, so that the newest buckets hold the newest rows.
 */
export class Buckets {
  private readonly keys = new Map<number, ReadonlySet<string>>();
  private readonly where = new Map<string, number>();

  /** What `change` does to the buckets. `rows`: what there is before it. */
  plan(rows: Rows, change: Pick<StoreChange, "cleared" | "rows">): Plan {
    const changed = new Map<number, Set<string>>();
    const open = (bucket: number) => {
      const keys = changed.get(bucket) ?? new Set(change.cleared ? [] : this.keys.get(bucket));
      changed.set(bucket, keys);
      return keys;
    };
    if (change.cleared) for (const bucket of this.keys.keys()) open(bucket);
    const place = this.placing(rows, change.cleared);
    for (const [key, row] of change.rows) {
      const bucket = change.cleared ? undefined : this.where.get(key);
      if (row) open(bucket ?? place(row)).add(key);
      else if (bucket !== undefined) open(bucket).delete(key);
    }
    const contentOf = (key: string) => (change.rows.has(key) ? change.rows.get(key) : rows.get(key)) ?? [];
    return new Map([...changed].map(([bucket, keys]) => [bucket, orNothing([...keys].flatMap(contentOf))]));
  }

  /** The buckets are now as planned. Answers which rows were in them before. */
  take(plan: Plan): Set<string> {
    const before = new Set([...plan.keys()].flatMap((bucket) => [...(this.keys.get(bucket) ?? [])]));
    for (const key of before) this.where.delete(key);
    for (const [bucket, rows] of plan) {
      const keys = new Set(rows?.map(({ t, id }) => rowKey(t, id)));
      for (const key of keys) this.where.set(key, bucket);
      if (rows) this.keys.set(bucket, keys);
      else this.keys.delete(bucket);
    }
    return before;
  }

  /** Buckets for new rows, one after the other. */
  private placing(rows: Rows, cleared: boolean): (row: HeldRow) => number {
    let bucket = cleared ? 0 : Math.max(0, ...this.keys.keys());
    const there = cleared ? [] : [...(this.keys.get(bucket) ?? [])].flatMap((key) => rows.get(key) ?? []);
    let size = there.reduce((sum, row) => sum + lengthOf(row), 0);
    return (row) => {
      if (size >= FULL) [bucket, size] = [bucket + 1, 0];
      size += lengthOf(row);
      return bucket;
    };
  }
}

function orNothing(rows: readonly HeldRow[]): readonly HeldRow[] | undefined {
  return rows.length > 0 ? rows : undefined;
}

function lengthOf(row: HeldRow): number {
  return JSON.stringify(row).length;
}
