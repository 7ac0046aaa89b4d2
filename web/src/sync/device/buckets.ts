import { rowKey } from "../rows";
import type { HeldRow, StoreChange } from "../store";
import { numbered } from "./numbered";

/** A bucket takes no more rows from this many characters on: few enough to seal again with each change of one of them. */
const FULL = 64_000;

/** Buckets by name (`entry/000000000012`), as they will be; one that is gone is `undefined`. */
export type Plan = ReadonlyMap<string, readonly HeldRow[] | undefined>;

type Rows = ReadonlyMap<string, HeldRow>;

/**
 * Which row lies in which bucket. Rows are sealed by the bucketful: one by one, ten thousand of them would take too long
 * to open. A row stays where it is; new ones go to the newest bucket of their table, so that the newest buckets hold the
 * newest rows.
 */
export class Buckets {
  private readonly keys = new Map<string, ReadonlySet<string>>();
  private readonly where = new Map<string, string>();

  /** What `change` does to the buckets. `rows`: what there is before it. */
  plan(rows: Rows, change: Pick<StoreChange, "cleared" | "rows">): Plan {
    const changed = new Map<string, Set<string>>();
    const open = (bucket: string) => {
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
  private placing(rows: Rows, cleared: boolean): (row: HeldRow) => string {
    const tables = new Map<string, { number: number; size: number }>();
    return (row) => {
      const open = tables.get(row.t) ?? (cleared ? { number: 0, size: 0 } : this.newest(row.t, rows));
      if (open.size >= FULL) Object.assign(open, { number: open.number + 1, size: 0 });
      open.size += lengthOf(row);
      tables.set(row.t, open);
      return nameFor(row.t, open.number);
    };
  }

  private newest(table: string, rows: Rows): { number: number; size: number } {
    const names = [...this.keys.keys()].filter((name) => tableOf(name) === table);
    const name = names.toSorted().at(-1) ?? nameFor(table, 0);
    const there = [...(this.keys.get(name) ?? [])].flatMap((key) => rows.get(key) ?? []);
    return { number: Number(name.slice(table.length + 1)), size: there.reduce((sum, row) => sum + lengthOf(row), 0) };
  }
}

/** The newest buckets of each table, so many of each. */
export function newestOf(names: readonly string[], most: number): string[] {
  const tables = new Set(names.map(tableOf));
  return [...tables].flatMap((table) =>
    names
      .filter((name) => tableOf(name) === table)
      .toSorted()
      .slice(-most),
  );
}

function nameFor(table: string, number: number): string {
  return `${table}/${numbered(number)}`;
}

function tableOf(name: string): string {
  return name.slice(0, name.lastIndexOf("/"));
}

function orNothing(rows: readonly HeldRow[]): readonly HeldRow[] | undefined {
  return rows.length > 0 ? rows : undefined;
}

function lengthOf(row: HeldRow): number {
  return JSON.stringify(row).length;
}
