import type { DeltaRow, Frame } from "./protocol";
import { rowKey } from "./rows";
import { isNewer, type Position } from "./rules";

/** Pages of a pull, held back until the last of them is there, so that the screen never shows half of a change. */
export class Staging {
  private readonly newest = new Map<string, DeltaRow>();
  private cursor: Position;

  constructor(
    /** What the browser held when the first page was asked for. */
    readonly base: Position,
    from: Position,
    /** The pages hold everything: they replace the rows instead of adding to them. */
    readonly replaces: boolean,
  ) {
    this.cursor = from;
  }

  /** What the next page must be computed from. */
  get position(): Position {
    return this.cursor;
  }

  get rows(): Iterable<DeltaRow> {
    return this.newest.values();
  }

  add(delta: Frame<"delta">): void {
    for (const row of delta.rows) {
      const key = rowKey(row.t, row.id);
      if (isNewer(row, this.newest.get(key))) this.newest.set(key, row);
    }
    this.cursor = { cookie: delta.to, epoch: delta.epoch };
  }
}
