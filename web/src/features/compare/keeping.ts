import { t } from "@lingui/core/macro";
import { useSyncExternalStore } from "react";
import { deleteWithUndo } from "@/app/deleteWithUndo";
import { findEntry, mutate, type Outcome, outcome } from "@/sync";
import type { EntryFields } from "@/sync/mutations";
import { toastStore } from "@/ui/toasts";
import type { Pair } from "./pair";

/** What is to become of the entry. */
export interface Result {
  readonly text: string;
  readonly fields: EntryFields;
}

export interface Follow {
  /** The result is the entry; the copy is about to go. */
  onKept(): Promise<void>;
  /** Everything is as it was before. */
  onUndone(): void;
}

let underWay: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function setUnderWay(ids: ReadonlySet<string>): void {
  underWay = ids;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether a result is on its way to this entry. */
export function useIsKeeping(id: string | undefined): boolean {
  return useSyncExternalStore(subscribe, () => id !== undefined && underWay.has(id));
}

/**
 * Makes the result the text of the entry, and only when the server has it, deletes the copy, which can be undone. Goes on
 * when the page is left. Whatever comes in between, both texts stay.
 */
export async function keepResult(pair: Pair, result: Result, follow: Follow): Promise<void> {
  const { one, other } = pair;
  setUnderWay(new Set([...underWay, one.id]));
  try {
    const vid = await write(pair, result);
    const trouble = troubleOf(await outcome(one.id, vid), pair);
    if (trouble) {
      toastStore.show({ kind: "problem", message: trouble });
      return;
    }
    await follow.onKept();
    deleteWithUndo(other.id, t`The result is kept`, () => {
      void putBack(pair, result, vid);
      follow.onUndone();
    });
  } finally {
    setUnderWay(new Set([...underWay].filter((id) => id !== one.id)));
  }
}

/** Answers with the name of the text version that the entry then has. */
async function write({ one }: Pair, { text, fields }: Result): Promise<string> {
  if (Object.keys(fields).length > 0) await mutate.setEntry({ id: one.id, ...fields });
  if (text === one.text) return one.vid;
  return mutate.editEntry({ id: one.id, text, keep_base: true, seen: one });
}

/** Why the copy must stay, if it must. */
function troubleOf(outcome: Outcome, { other }: Pair): string | undefined {
  if (outcome === "refused") return t`The result was not accepted, so both versions are still here.`;
  if (outcome === "beside")
    return t`The entry was changed somewhere else at the same moment. Your result is kept as one more version.`;
  const now = findEntry(other.id);
  if (!now || (now.text === other.text && now.title === other.title)) return undefined;
  return t`The other version was changed at the same moment, so it is still here. Compare the two again.`;
}

/** The old text over the result, so that what was written since is not undone with it. */
async function putBack({ one }: Pair, { text, fields }: Result, vid: string): Promise<void> {
  const names = Object.keys(fields) as (keyof EntryFields)[];
  const before: EntryFields = Object.fromEntries(names.map((name) => [name, one[name]]));
  if (names.length > 0) await mutate.setEntry({ id: one.id, ...before });
  if (text !== one.text) await mutate.editEntry({ id: one.id, text: one.text, seen: { vid, text } });
}
