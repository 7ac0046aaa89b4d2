import * as v from "valibot";
import { authorized } from ".";
import { answer, at } from "./contract";

const share = v.object({ hits: v.number(), of: v.number() });

const citation = v.object({
  entry_id: v.string(),
  written_at: v.string(),
  /** Null of an entry that is kept from providers: it counts, and is not quoted. */
  quote: v.nullable(v.string()),
});

const insight = v.object({
  id: v.string(),
  kind: v.picklist([
    "trigger",
    "rhythm",
    "repair",
    "starter",
    "recurring_theme",
    "mood_and_tone",
    "gratitude",
    "milestone",
  ]),
  feedback: v.nullable(v.picklist(["useful", "not_right", "acted"])),
  parameters: v.object({
    theme: v.nullable(v.string()),
    person_id: v.nullable(v.string()),
    tag: v.nullable(v.string()),
    /** From 1 for Monday. */
    weekday: v.nullable(v.number()),
    part_of_day: v.nullable(v.picklist(["morning", "afternoon", "evening", "night"])),
    measure: v.nullable(v.picklist(["mood", "tone"])),
    is_high: v.nullable(v.boolean()),
    days: v.nullable(v.number()),
    mood_is_higher: v.nullable(v.boolean()),
    entries: v.nullable(v.number()),
  }),
  share,
  otherwise: v.nullable(share),
  effect: v.nullable(v.object({ size: v.number(), low: v.number(), high: v.number() })),
  certainty: v.picklist(["guess", "fairly_sure", "well_supported"]),
  entries: v.number(),
  from: v.pipe(v.string(), v.isoDate()),
  to: v.pipe(v.string(), v.isoDate()),
  evidence: v.array(citation),
  counter: v.array(citation),
});

const subject = v.object({ about: v.picklist(["kind", "theme", "person", "tag"]), value: v.string() });
const silenced = answer<"InsightSilenced">()(v.object({ id: v.string(), subject }));

const insights = answer<"Insights">()(
  v.object({
    items: v.array(insight),
    progress: v.object({
      entries: v.number(),
      days: v.number(),
      days_needed: v.number(),
      pattern_days: v.number(),
      pattern_days_needed: v.number(),
    }),
    never: v.array(silenced),
  }),
);

const weeks = answer<"Weeks">()(
  v.object({
    items: v.array(v.object({ week: v.string(), from: v.pipe(v.string(), v.isoDate()), entries: v.number() })),
  }),
);

const counted = v.object({ label: v.string(), count: v.number() });

const week = answer<"Week">()(
  v.object({
    from: v.pipe(v.string(), v.isoDate()),
    to: v.pipe(v.string(), v.isoDate()),
    entries: v.number(),
    days: v.number(),
    words: v.number(),
    themes: v.array(counted),
    emotions: v.array(counted),
    people: v.array(v.object({ person_id: v.string(), count: v.number() })),
    moments: v.array(v.object({ is_good: v.boolean(), citation })),
    question: v.object({
      kind: v.picklist(["heavy", "good_with", "good", "open"]),
      theme: v.nullable(v.string()),
      person_id: v.nullable(v.string()),
    }),
  }),
);

export type Insights = v.InferOutput<typeof insights>;
export type Insight = v.InferOutput<typeof insight>;
export type InsightCitation = v.InferOutput<typeof citation>;
export type InsightSubject = v.InferOutput<typeof subject>;
export type InsightVerdict = NonNullable<Insight["feedback"]>;
export type Weeks = v.InferOutput<typeof weeks>;
export type Week = v.InferOutput<typeof week>;

/** Days are days of this device's time zone. */
const zone = (): string => `tz=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)}`;

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

/** What the journal shows once it is counted; of it, what its user called not right (`dismissed`) or put aside (`acted`). */
export async function fetchInsights(status: "active" | "dismissed" | "acted" = "active"): Promise<Insights> {
  const response = await authorized(`${at("/insights")}?status=${status}&${zone()}`);
  return v.parse(insights, await response.json());
}

/** Says something of an insight, or takes back what was said. */
export async function sayOfInsight(id: string, feedback: InsightVerdict | null): Promise<void> {
  const path = at("/insights/{id}/feedback", { id });
  if (feedback === null) await authorized(path, { method: "DELETE" });
  else await authorized(`${path}?${zone()}`, json("PUT", { feedback }));
}

/** Has something never spoken of again. The answer names what was done, to take it back. */
export async function silenceSubject(about: InsightSubject): Promise<string> {
  const response = await authorized(at("/insights/never"), json("POST", about));
  return v.parse(silenced, await response.json()).id;
}

/** Takes that back. */
export async function unsilenceSubject(id: string): Promise<void> {
  await authorized(at("/insights/never/{id}", { id }), { method: "DELETE" });
}

/** The finished weeks in which something was written, the latest first. */
export async function fetchWeeks(): Promise<Weeks> {
  const response = await authorized(`${at("/insights/weeks")}?${zone()}`);
  return v.parse(weeks, await response.json());
}

/** What a finished week was like. */
export async function fetchWeek(name: string): Promise<Week> {
  const response = await authorized(`${at("/insights/weeks/{week}", { week: name })}?${zone()}`);
  return v.parse(week, await response.json());
}
