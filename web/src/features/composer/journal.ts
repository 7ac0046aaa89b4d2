import type { EntryFields, NewMutation, Seen } from "@/sync/mutations";
import type { EntryRow } from "@/sync/rows";
import type { Saving } from "@/sync/view";

/** How the composer changes the journal; each answers with the text version it wrote. `due`: until when the server may wait. */
export interface Journal {
  createEntry(args: EntryFields & { id: string; text: string }, due?: number): Promise<string>;
  editEntry(args: { id: string; text: string; title?: string; seen: Seen }, due?: number): Promise<string>;
  setEntry(args: EntryFields & { id: string; seen?: Pick<Seen, "vid"> }, due?: number): Promise<string>;
  sendNow(): Promise<void>;
  /** Keeps what cannot be sent among what was not accepted; `why`: in words. */
  setAside(mutation: NewMutation, why: string): Promise<void>;
}

/** An entry as the journal shows it. */
export type Arrived = EntryRow & { readonly saving?: Saving };
