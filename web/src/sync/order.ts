import type { EntryRow } from "./rows";

type Dated = Pick<EntryRow, "id" | "written_at">;

/** Up to this many, entries are put in their places one by one; beyond, everything is sorted. */
const FEW = 50;

/** The entries, newest first. The list stays the same object until an entry in it has changed. */
export class NewestFirst<Entry extends Dated> {
  private list: readonly Entry[] = [];
  private readonly held = new Map<string, Entry>();
  private readonly touched = new Set<string>();

  /** The entry `id` may be another one from now on, or gone. */
  touch(id: string): void {
    this.touched.add(id);
  }

  /** The list, with what was touched as `get` has it now. */
  update(get: (id: string) => Entry | undefined): readonly Entry[] {
    const changed = [...this.touched].filter((id) => get(id) !== this.held.get(id));
    this.touched.clear();
    if (changed.length === 0) return this.list;
    const gone = new Set(changed);
    const list = this.list.filter((entry) => !gone.has(entry.id));
    const added = changed.flatMap((id) => get(id) ?? []);
    for (const id of changed) this.held.delete(id);
    for (const entry of added) this.held.set(entry.id, entry);
    this.list = added.length > FEW ? sorted([...list, ...added]) : added.reduce(insert<Entry>, list);
    return this.list;
  }
}

function sorted<Entry extends Dated>(entries: readonly Entry[]): Entry[] {
  const timed = entries.map((entry) => ({ entry, at: Date.parse(entry.written_at) }));
  timed.sort((a, b) => b.at - a.at || (a.entry.id < b.entry.id ? 1 : -1));
  return timed.map(({ entry }) => entry);
}

/** `list` with `entry` in its place, found by halving. */
function insert<Entry extends Dated>(list: Entry[], entry: Entry): Entry[] {
  const at = Date.parse(entry.written_at);
  const isNewer = (other: Dated) => {
    const difference = Date.parse(other.written_at) - at;
    return difference === 0 ? other.id > entry.id : difference > 0;
  };
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = list[middle];
    if (other && isNewer(other)) low = middle + 1;
    else high = middle;
  }
  list.splice(low, 0, entry);
  return list;
}
