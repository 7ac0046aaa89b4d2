import * as v from "valibot";
import { authorized } from ".";
import { answer, at } from "./contract";

const status = v.picklist(["suppressed", "not_enough", "early", "established"]);
const interval = v.nullable(v.object({ low: v.number(), high: v.number() }));
const direction = v.picklist(["improving", "stable", "declining"]);
const certainty = v.picklist(["supported", "unclear", "not_enough"]);

const factor = v.object({
  status,
  score: v.nullable(v.number()),
  interval,
  /** The score a month ago. */
  last_month: v.nullable(v.number()),
  /** How many pieces of evidence count. */
  mentions: v.number(),
  trend_direction: direction,
  trend_certainty: certainty,
});

const about = v.picklist([
  "communication",
  "emotional_support",
  "conflict_resolution",
  "trust_intimacy",
  "shared_growth",
  "harm",
]);

const evidence = v.object({
  entry_id: v.string(),
  vid: v.string(),
  written_at: v.string(),
  about,
  polarity: v.number(),
  strength: v.number(),
  quote: v.string(),
  start: v.number(),
  end: v.number(),
  /** The dispute that takes it away; null while it counts. */
  dispute: v.nullable(v.string()),
});

const summary = v.object({
  status,
  score: v.nullable(v.number()),
  interval,
  mentions: v.number(),
  trend_direction: direction,
  trend_certainty: certainty,
  trend_change: v.nullable(v.number()),
  trend_since: v.nullable(v.string()),
  trend_weeks: v.number(),
  trend_line: v.array(v.object({ at: v.string(), mean: v.number() })),
});

const everybody = answer<"PeopleHealth">()(
  v.object({ items: v.array(v.object({ person_id: v.string(), ...summary.entries })) }),
);

const health = answer<"PersonHealth">()(
  v.object({
    ...summary.entries,
    confidence: v.number(),
    factor_breakdown: v.object({
      communication: factor,
      emotional_support: factor,
      conflict_resolution: factor,
      trust_intimacy: factor,
      shared_growth: factor,
    }),
    calculation_method: v.picklist(["full_ai_analysis", "partial_analysis", "fallback_scoring"]),
    entries: v.number(),
    last_at: v.nullable(v.string()),
    evidence: v.array(evidence),
  }),
);

const dispute = answer<"EvidenceDispute">()(v.object({ id: v.string() }));

/** A score without what it rests on. */
export type HealthSummary = v.InferOutput<typeof summary>;
export type PersonHealth = v.InferOutput<typeof health>;
export type FactorHealth = v.InferOutput<typeof factor>;
export type FactorName = keyof PersonHealth["factor_breakdown"];
export type HealthEvidence = v.InferOutput<typeof evidence>;

/** How the user has been writing about somebody, as of all that the server has. */
export async function fetchPersonHealth(id: string): Promise<PersonHealth> {
  const response = await authorized(at("/people/{id}/health", { id }));
  return v.parse(health, await response.json());
}

/** The same of everybody of whom something is written, by their ids. */
export async function fetchPeopleHealth(): Promise<ReadonlyMap<string, HealthSummary>> {
  const response = await authorized(at("/people/health"));
  const { items } = v.parse(everybody, await response.json());
  return new Map(items.map(({ person_id, ...summary }) => [person_id, summary]));
}

/** Takes a piece of evidence away. The answer names what was done, to take it back. */
export async function disputeEvidence(person: string, piece: HealthEvidence): Promise<string> {
  const { entry_id, about, start, end } = piece;
  const response = await authorized(at("/people/{id}/health/disputes", { id: person }), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ entry_id, about, start, end }),
  });
  return v.parse(dispute, await response.json()).id;
}

/** Lets a piece of evidence count again. */
export async function withdrawDispute(person: string, entry: string, dispute: string): Promise<void> {
  const path = at("/people/{id}/health/disputes/{entry_id}/{dispute}", { id: person, entry_id: entry, dispute });
  await authorized(path, { method: "DELETE" });
}
