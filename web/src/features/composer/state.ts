/** What can be seen of an entry that is being written. */

import type { EntryFields } from "@/sync/mutations";
import type { EntryRow } from "@/sync/rows";
import { isBlank } from "./limits";

export interface EditingState {
  readonly id: string;
  /** The entry is in the journal; before, it exists only on this page. */
  readonly created: boolean;
  /** There are words that have not been handed to the journal. */
  readonly dirty: boolean;
  /** Words were handed to the journal, which has not stored them yet. */
  readonly storing: boolean;
  readonly blank: boolean;
  /** Characters above the limit. */
  readonly over: number;
  /** The words are kept among what was not accepted. */
  readonly aside: boolean;
  /** What was chosen before there was anything to save. */
  readonly fields: EntryFields;
  /** Counts the times that another version of text or title was taken over. */
  readonly adopted: number;
  /** The text with changes from elsewhere, which waits because this one is being written. */
  readonly parked: EntryRow | undefined;
  /** The id under which this was the original, when what is written here has become a copy beside it. */
  readonly original: string | undefined;
  /** The entry has been deleted elsewhere. */
  readonly gone: boolean;
  /** This finished entry is not as it was when it was opened, and that was done here. */
  readonly changed: boolean;
  /** The changes were taken back, and can be made again. */
  readonly undone: boolean;
}

/** Before anything is typed. */
export function begun(id: string, entry: EntryRow | undefined): EditingState {
  return {
    id,
    created: entry !== undefined,
    dirty: false,
    storing: false,
    blank: isBlank(entry?.text ?? ""),
    over: 0,
    aside: false,
    fields: {},
    adopted: 0,
    parked: undefined,
    original: undefined,
    gone: false,
    changed: false,
    undone: false,
  };
}

/** What is seen now, told to whoever shows it when it has changed. */
export class Shown {
  private readonly listeners = new Set<() => void>();

  constructor(public state: EditingState) {}

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  become(next: EditingState): void {
    const keys = Object.keys(next) as (keyof EditingState)[];
    if (keys.every((key) => next[key] === this.state[key])) return;
    this.state = next;
    for (const listener of this.listeners) listener();
  }
}
