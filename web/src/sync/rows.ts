/** The rows that the server sends, as they come over the wire. */

import * as v from "valibot";
import { answer } from "@/api/contract";

const time = v.string();

const entryFields = {
  id: v.string(),
  vid: v.string(),
  /** The entry of which this is a conflicting copy, until that is settled. */
  conflict_of: v.nullable(v.string()),
  /** What wrote the text, by the name of its session; null where that is not known. */
  device: v.nullable(v.string()),
  /** When the text was written. */
  text_at: time,
  title: v.string(),
  text: v.string(),
  mood: v.nullable(v.pipe(v.number(), v.picklist([1, 2, 3, 4, 5]))),
  tags: v.array(v.string()),
  people: v.array(v.string()),
  private: v.boolean(),
  status: v.picklist(["draft", "published"]),
  written_at: time,
  word_count: v.number(),
  created_at: time,
  updated_at: time,
};

const evidenceFields = {
  kind: v.string(),
  label: v.string(),
  quote: v.string(),
  /** In characters (Unicode code points) from the start of the text. */
  start: v.number(),
  /** Exclusive. */
  end: v.number(),
  polarity: v.nullable(v.number()),
  strength: v.number(),
};

const analysisFields = {
  entry_id: v.string(),
  /** The version of the text that was read. */
  vid: v.nullable(v.string()),
  status: v.picklist(["queued", "processing", "completed", "fallback", "failed"]),
  sentiment_score: v.nullable(v.number()),
  confidence: v.number(),
  emotions: v.array(v.string()),
  themes: v.array(v.string()),
  communication_style: v.nullable(v.string()),
  evidence: v.array(v.looseObject(evidenceFields)),
  /** What the server found in the words. Not in rows that were kept before it was told. */
  danger: v.optional(v.object({ level: v.pipe(v.number(), v.picklist([0, 1, 2, 3])), violence: v.boolean() })),
  method: v.nullable(v.string()),
  fallback_reason: v.nullable(v.string()),
  /** The language of an entry that rules could not read for that, as a BCP 47 tag; `und` if it is not known. */
  language: v.optional(v.nullable(v.string())),
  provider: v.nullable(v.string()),
  model: v.nullable(v.string()),
  /** The earlier reading whose answer this is. Not in rows that were kept before it was told. */
  answer_of: v.optional(v.nullable(v.object({ entry_id: v.string(), at: v.string() }))),
  /** The providers that did not read it, in the order asked. Not in rows that were kept before it was told. */
  failed: v.optional(v.array(v.object({ provider: v.string(), cause: v.string() }))),
  duration_ms: v.nullable(v.number()),
  attempts: v.number(),
  queued_at: v.nullable(time),
  started_at: v.nullable(time),
  completed_at: v.nullable(time),
  error: v.nullable(v.string()),
};

const personFields = {
  id: v.string(),
  name: v.string(),
  relationship: v.picklist(["partner", "family", "friend", "colleague", "other"]),
  notes: v.string(),
};

const preferencesFields = {
  /** The country whose numbers for help are shown; null until it was said. Not in rows that were kept before it was asked. */
  country: v.optional(v.nullable(v.string()), null),
  /** Whether the small card beside words of distress is left out. */
  no_gentle_reminders: v.optional(v.boolean(), false),
  /** Whether entries that a model could not read are read again by themselves once it answers. */
  read_again_after_outage: v.optional(v.boolean(), true),
  /** What the user writes for. */
  aims: v.optional(v.array(v.picklist(["myself", "relationships", "hard_times"])), []),
  /** The same in their own words; empty until they said it. */
  own_aim: v.optional(v.string(), ""),
};

/** Fields that are not named here are kept as they are. */
type Fields<T extends v.ObjectEntries> = v.InferOutput<v.ObjectSchema<T, undefined>>;

export type EntryRow = Fields<typeof entryFields>;
export type Evidence = Fields<typeof evidenceFields>;
export type AnalysisRow = Omit<Fields<typeof analysisFields>, "evidence"> & { evidence: Evidence[] };
export type PersonRow = Fields<typeof personFields>;
export type PreferencesRow = Fields<typeof preferencesFields>;
export type Aim = PreferencesRow["aims"][number];
export type Mood = NonNullable<EntryRow["mood"]>;
export type Relationship = PersonRow["relationship"];

/** What someone is to the user until the user says it; the server takes it for the same. */
export const UNSAID: Relationship = "other";

/** What each known kind of row holds. Fields and kinds we do not know are kept as they are. */
export interface RowData {
  entry: EntryRow;
  analysis: AnalysisRow;
  person: PersonRow;
  preferences: PreferencesRow;
}

export type Table = keyof RowData;

const schemas = {
  entry: answer<"Entry">()(v.looseObject(entryFields)),
  analysis: answer<"Analysis">()(v.looseObject(analysisFields)),
  person: answer<"Person">()(v.looseObject(personFields)),
  preferences: answer<"Preferences">()(v.looseObject(preferencesFields)),
};

function isTable(t: string): t is Table {
  return Object.hasOwn(schemas, t);
}

/** `d` checked against its kind; a kind that is unknown here passes untouched. Throws when it does not fit. */
export function parseRowData(t: string, d: unknown): unknown {
  return isTable(t) ? v.parse(schemas[t], d) : d;
}

/** The name of a row among all rows. */
export function rowKey(t: string, id: string): string {
  return `${t}/${id}`;
}
