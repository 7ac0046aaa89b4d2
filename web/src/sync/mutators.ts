/** What each mutation does to the rows on the screen until the server's own answer arrives. */

import type { Moment, MutationArgs, MutationName, Outgoing } from "./mutations";
import { vidOf } from "./outbox";
import { type AnalysisRow, type EntryRow, type PreferencesRow, type RowData, type Table, UNSAID } from "./rows";
import { withTags } from "./tags";
import { titleOver } from "./titles";

/** Rows that may be changed for the screen alone. */
export interface Draft {
  get<T extends Table>(t: T, id: string): RowData[T] | undefined;
  /** The row as the server sent it. */
  served<T extends Table>(t: T, id: string): RowData[T] | undefined;
  put<T extends Table>(t: T, id: string, d: RowData[T]): void;
  remove(t: Table, id: string): void;
  ids(t: Table): string[];
}

/** Who made a mutation's version of a text, and when. */
interface Made extends Moment {
  vid: string;
  base_vid?: string;
}

/** The preferences of somebody who has chosen nothing. */
export const UNCHOSEN: PreferencesRow = {
  country: null,
  no_gentle_reminders: false,
  read_again_after_outage: true,
  aims: [],
  own_aim: "",
};

type Mutators = { [N in MutationName]: (draft: Draft, args: MutationArgs[N], made: Made) => void };

/** A row that is not there is left alone. */
const mutators: Mutators = {
  "entry.create@1": createEntry,
  "entry.edit@1": (draft, { id, text, ...args }, made) =>
    change(draft, "entry", id, (row) => {
      // A title that has come to the text it was typed over is over this one, too; one of another text is not.
      const isOverRow = made.base_vid === row.vid && args.base_text === undefined;
      const titles = isOverRow ? { title: args.title ?? row.title } : titleOver(args);
      return { ...row, ...titles, text, ...written(text, made) };
    }),
  "entry.set@2": setEntry,
  "entry.publish@1": (draft, { id }, { at }) => {
    change(draft, "entry", id, (row) => ({ ...row, status: "published", updated_at: at }));
    queueReading(draft, id, at);
  },
  "entry.resolve@1": (draft, { id }) => change(draft, "entry", id, (row) => ({ ...row, conflict_of: null })),
  "entry.delete@1": (draft, { id }) => {
    draft.remove("entry", id);
    draft.remove("analysis", id);
  },
  "analysis.retry@1": (draft, { entry_id }, { at }) => queueReading(draft, entry_id, at),
  "person.create@1": (draft, args) => {
    if (!draft.get("person", args.id)) draft.put("person", args.id, { relationship: UNSAID, notes: "", ...args });
  },
  "person.set@1": (draft, args) => change(draft, "person", args.id, (row) => ({ ...row, ...args })),
  "person.delete@1": (draft, { id }) => deletePerson(draft, id),
  "preferences.set@1": (draft, args) => {
    const [id = ""] = draft.ids("preferences");
    const chosen = draft.get("preferences", id) ?? UNCHOSEN;
    draft.put("preferences", id, { ...chosen, ...args });
  },
};

/** Replays `item`, made by `client_id`, onto `draft`. */
export function replay(draft: Draft, item: Outgoing, client_id: string): void {
  const mutator = mutators[item.name] as (draft: Draft, args: Outgoing["args"], made: Made) => void;
  mutator(draft, item.args, { ...item, vid: vidOf(client_id, item.mid) });
}

function change<T extends Table>(draft: Draft, t: T, id: string, to: (row: RowData[T]) => RowData[T]): void {
  const row = draft.get(t, id);
  if (row) draft.put(t, id, to(row));
}

function createEntry(draft: Draft, args: MutationArgs["entry.create@1"], made: Made): void {
  const { at, begun_at = at } = made;
  if (draft.get("entry", args.id)) return;
  const row: EntryRow = {
    title: "",
    mood: null,
    tags: [],
    people: [],
    private: false,
    status: "draft",
    written_at: begun_at,
    ...args,
    conflict_of: null,
    created_at: begun_at,
    ...written(args.text, made),
  };
  draft.put("entry", args.id, row);
  if (row.status === "published") queueReading(draft, args.id, at);
}

/** A title is that of the text over which it was set, also where this has become a copy. */
function setEntry(draft: Draft, args: MutationArgs["entry.set@2"], { at, base_vid }: Made): void {
  const { tags_add = [], tags_remove = [], title, ...others } = args;
  const titled = title === undefined ? {} : { title };
  const over = title === undefined ? args.id : idWith(draft, args.id, base_vid);
  change(draft, "entry", args.id, (row) => {
    const tags = withTags(row.tags, { tags_add, tags_remove });
    return { ...row, ...others, ...(over === args.id ? titled : {}), tags, updated_at: at };
  });
  if (over !== args.id) change(draft, "entry", over, (row) => ({ ...row, ...titled, updated_at: at }));
}

/** The entry, or the copy of it that has the version `vid` of its text, or had it before it was typed over here. */
function idWith(draft: Draft, id: string, vid: string | undefined): string {
  const isCopy = (row: EntryRow | undefined) => row?.conflict_of === id && row.vid === vid;
  if (vid === undefined || draft.get("entry", id)?.vid === vid) return id;
  const isOrWas = (other: string) => isCopy(draft.get("entry", other)) || isCopy(draft.served("entry", other));
  return draft.ids("entry").find(isOrWas) ?? id;
}

/** What a new text changes beside itself. */
function written(text: string, { vid, at }: Made) {
  // What this device is called, the server knows.
  return { vid, device: null, text_at: at, word_count: countWords(text), updated_at: at };
}

function queueReading(draft: Draft, entry_id: string, at: string): void {
  const entry = draft.get("entry", entry_id);
  if (!entry) return;
  const before = draft.get("analysis", entry_id) ?? unread(entry_id);
  draft.put("analysis", entry_id, {
    ...before,
    vid: entry.vid,
    status: "queued",
    error: null,
    queued_at: at,
    started_at: null,
    completed_at: null,
  });
}

/** The analysis of an entry before anything was found. */
export function unread(entry_id: string): AnalysisRow {
  return {
    entry_id,
    vid: null,
    status: "queued",
    sentiment_score: null,
    confidence: 0,
    emotions: [],
    themes: [],
    communication_style: null,
    evidence: [],
    method: null,
    fallback_reason: null,
    provider: null,
    model: null,
    duration_ms: null,
    attempts: 0,
    queued_at: null,
    started_at: null,
    completed_at: null,
    error: null,
  };
}

function deletePerson(draft: Draft, id: string): void {
  draft.remove("person", id);
  for (const entry_id of draft.ids("entry")) {
    const row = draft.get("entry", entry_id);
    if (row?.people.includes(id)) {
      draft.put("entry", entry_id, { ...row, people: row.people.filter((person) => person !== id) });
    }
  }
}

/** A count for the screen; the server's own replaces it. */
export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:['’.,:][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
