import { asTyped } from "@/sync/vid";

/** The versions of an entry that were written in one sitting, by their names. */
export class OwnVersions {
  private readonly names = new Set<string>();
  /** The one with which the entry came into being, if that was here. */
  private first: string | undefined;

  created(vid: string): void {
    this.first = vid;
    this.names.add(vid);
  }

  edited(vid: string): void {
    this.names.add(vid);
  }

  has(vid: string): boolean {
    return this.names.has(vid);
  }

  /** Whether one of them has become a part of the version `vid`. */
  areIn(vid: string): boolean {
    return this.names.has(asTyped(vid));
  }

  /** Whether the entry has not come into being, its first version being among those that were `refused`. */
  areOfNothing(refused: readonly string[]): boolean {
    return this.first !== undefined && refused.includes(this.first);
  }
}

/** Whether the version `a` was made after `b` by the same tab. */
export function isLater(a: string, b: string): boolean {
  const [[clientA, midA], [clientB, midB]] = [asTyped(a).split("."), asTyped(b).split(".")];
  return clientA === clientB && Number(midA) > Number(midB);
}
