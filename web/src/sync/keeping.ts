import { rowKey } from "./rows";
import type { StoreTx } from "./store";

/**
 * A result of comparing two versions of an entry that is on its way: once the server has it, the other version goes. It is
 * noted beside the outbox, so it lasts as long as the result itself.
 */
export interface Keeping {
  /** The entry whose text the result becomes, and the version that it then has. */
  readonly one: string;
  readonly vid: string;
  /** The version beside it, as it was compared. */
  readonly other: { readonly id: string; readonly vid: string; readonly title: string };
}

const NOTHING: readonly never[] = [];

export async function noteKeeping(tx: StoreTx, keeping: Keeping): Promise<void> {
  const meta = await tx.meta();
  await tx.setMeta({ ...meta, keeping: [...without(meta.keeping, keeping.one), keeping] });
}

export async function strikeKeeping(tx: StoreTx, one: string): Promise<void> {
  const meta = await tx.meta();
  await tx.setMeta({ ...meta, keeping: without(meta.keeping, one) });
}

function without(all: readonly Keeping[] = NOTHING, one: string): readonly Keeping[] {
  return all.filter((keeping) => keeping.one !== one);
}

/** Whether the version with this id is one of those that a result is made of. */
export function isKeeping(all: readonly Keeping[] = NOTHING, id: string): boolean {
  return all.some(({ one, other }) => one === id || other.id === id);
}

/** The entries that look different when results are noted or struck. */
export function entriesIn(...lists: (readonly Keeping[] | undefined)[]): string[] {
  return lists.flatMap((list) => (list ?? NOTHING).map(({ one }) => rowKey("entry", one)));
}
