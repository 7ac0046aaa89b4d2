/** The named mutations and their arguments. Names carry the version of the arguments. */

import type { EntryRow, Mood, PreferencesRow, Relationship } from "./rows";
import type { TagChange } from "./tags";

export interface EntryFields {
  title?: string;
  mood?: Mood | null;
  tags?: string[];
  people?: string[];
  private?: boolean;
  written_at?: string;
}

export interface MutationArgs {
  "entry.create@1": EntryFields & { id: string; text: string; status?: EntryRow["status"] };
  /**
   * `keep_base`: the text that is replaced stays in the history, however briefly it stood. `base_text`: what it was typed
   * over, where the version that `base_vid` names may have other words. `title`: where it was changed with the text;
   * `base_title`: the one that stood over it otherwise.
   */
  "entry.edit@1": {
    id: string;
    text: string;
    keep_base?: boolean;
    base_text?: string;
    title?: string;
    base_title?: string;
  };
  "entry.set@2": Omit<EntryFields, "tags"> & TagChange & { id: string };
  "entry.publish@1": { id: string };
  "entry.resolve@1": { id: string };
  "entry.delete@1": { id: string };
  "analysis.retry@1": { entry_id: string };
  "person.create@1": { id: string; name: string; relationship?: Relationship; notes?: string };
  "person.set@1": { id: string; name?: string; relationship?: Relationship; notes?: string };
  "person.delete@1": { id: string };
  "preferences.set@1": Partial<PreferencesRow>;
}

export type MutationName = keyof MutationArgs;

/** A mutation before it has a number. */
export type NewMutation = {
  [N in MutationName]: { name: N; args: MutationArgs[N]; base_vid?: string };
}[MutationName];

/** What was on the screen when a text was typed: its version's name, its words, and the title over them. */
export interface Seen {
  vid: string;
  text: string;
  title?: string;
}

/**
 * When a mutation was made, by this device's clock: when its words were typed. `begun_at`: of one that was gone on with
 * before it was sent, when it was begun.
 */
export interface Moment {
  at: string;
  begun_at?: string;
}

/**
 * A mutation in the outbox. It counts as sent before it leaves, and from then on it never changes (R4). Once answered,
 * it waits for its effect alone. `due`: it may wait until then (milliseconds since 1970) for more to be written, unless
 * something follows that does not wait.
 */
export type Outgoing = NewMutation & Moment & { mid: number; stage: "queued" | "sent" | "answered"; due?: number };

/**
 * A mutation that has arrived. It is kept for a while, to be sent again should the server be restored to a state before
 * it. `kept_at`: milliseconds since 1970; `bytes`: its size as JSON.
 */
export type Retained = NewMutation & Moment & { mid: number; kept_at: number; bytes: number };

/** A mutation that the server refused: undone on the screen, kept here with its text. */
export type NotAccepted = NewMutation & { id: string; at: string; code: string; detail: string };

/** The row a mutation is about, as `table/id`; used to keep the order of changes to one row. */
export function subjectOf(mutation: NewMutation): string {
  switch (mutation.name) {
    case "analysis.retry@1":
      return `entry/${mutation.args.entry_id}`;
    case "preferences.set@1":
      return "preferences/";
    case "person.create@1":
    case "person.set@1":
    case "person.delete@1":
      return `person/${mutation.args.id}`;
    default:
      return `entry/${mutation.args.id}`;
  }
}

/** Whether it is what is left of a change that was taken back: its number is still used, and it says nothing to anyone. */
export function isWithdrawn({ args }: NewMutation): boolean {
  return Object.keys(args).length === 0;
}

/** The words a mutation carries, for "Copy text". */
export function textOf({ args }: NewMutation): string {
  return wordsOf(args);
}

/** The last words that `mutations` carry for each row, by what they are about. */
export function lastWords(mutations: readonly NewMutation[]): { about: string; text: string }[] {
  const byRow = new Map<string, object>();
  for (const mutation of mutations) {
    const about = subjectOf(mutation);
    byRow.set(about, { ...byRow.get(about), ...mutation.args });
  }
  return [...byRow].map(([about, args]) => ({ about, text: wordsOf(args) })).filter(({ text }) => text !== "");
}

function wordsOf(args: object): string {
  const fields = new Map<string, unknown>(Object.entries(args));
  const words = ["title", "name", "text", "notes"].map((field) => fields.get(field));
  return words.filter((part) => typeof part === "string" && part !== "").join("\n\n");
}
