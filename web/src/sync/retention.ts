/** Mutations that have arrived are kept for a while: a server that is restored from a backup has lost the latest of them. */

import type { Outgoing, Retained } from "./mutations";
import { isKept } from "./rules";

/** `held` with what has just arrived, and without what has been kept for long enough. */
export function retain(held: readonly Retained[], arrived: readonly Outgoing[], now: number): readonly Retained[] {
  const added = arrived.map(({ stage: _, ...mutation }) => ({ ...mutation, kept_at: now, bytes: sizeOf(mutation) }));
  const all: Retained[] = [...held, ...added];
  let bytes = 0;
  const newestFirst = all.toReversed().filter((item, index) => {
    bytes += item.bytes;
    return isKept({ age: now - item.kept_at, newer: index, bytes });
  });
  return newestFirst.toReversed();
}

/** As it was when it was sent. */
export function asSent({ kept_at: _, bytes: __, ...mutation }: Retained): Outgoing {
  return { ...mutation, stage: "sent" };
}

function sizeOf(mutation: object): number {
  return new TextEncoder().encode(JSON.stringify(mutation)).length;
}
