import { currentClient, discardChange, mutate } from "@/sync";
import type { EntryFields, NewMutation, Seen } from "@/sync/mutations";
import type { EntryRow } from "@/sync/rows";
import type { Saving } from "@/sync/view";

/** How the composer changes the journal; each answers with the text version it wrote. `due`: until when the server may wait. */
export interface Journal {
  createEntry(args: EntryFields & { id: string; text: string }, due?: number): Promise<string>;
  editEntry(args: { id: string; text: string; title?: string; seen: Seen }, due?: number): Promise<string>;
  setEntry(args: EntryFields & { id: string; seen?: Pick<Seen, "vid"> }, due?: number): Promise<string>;
  sendNow(): Promise<void>;
  /** Whether the user has discarded the change that wrote this version. */
  isGivenUp(vid: string): boolean;
  /** Whether what is stored outlives the page. */
  isKept(): boolean;
  /** Keeps what cannot be sent among what was not accepted, in place of what has this id there; `why`: in words. */
  setAside(mutation: NewMutation, why: string, id: string): Promise<void>;
  /** What was set aside is not needed any more. */
  strike(id: string): Promise<void>;
}

/** An entry as the journal shows it. */
export type Arrived = EntryRow & { readonly saving?: Saving };

const UNDER_WAY: readonly (Saving | undefined)[] = ["local", "kept", "syncing"];

/** Whether it shows words that the server has not got yet. */
export const isUnderWay = (entry: Arrived | undefined): boolean => UNDER_WAY.includes(entry?.saving);

/** The journal of whoever is signed in. */
export const theJournal = (): Journal => ({
  ...mutate,
  isKept: () => currentClient()?.isKept ?? false,
  isGivenUp: (vid) => currentClient()?.view.meta?.given_up?.includes(vid) ?? false,
  // Where that cannot be loaded they stay: there is a button for them.
  strike: async (id) => void (await discardChange(id).catch(() => undefined)),
});
