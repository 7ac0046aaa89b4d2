import * as v from "valibot";
import { authorized } from ".";
import { answer, at } from "./contract";

const pastReading = v.object({
  at: v.string(),
  sentiment_score: v.nullable(v.number()),
  emotions: v.array(v.string()),
  themes: v.array(v.string()),
  method: v.picklist(["ai_powered", "rule_based_fallback"]),
  fallback_reason: v.nullable(v.string()),
  provider: v.nullable(v.string()),
  model: v.nullable(v.string()),
});

const pastReadings = answer<"Page_PastReading">()(v.object({ items: v.array(pastReading) }));

export type PastReading = v.InferOutput<typeof pastReading>;

/** How an entry was read before, the latest first. */
export async function fetchPastReadings(id: string): Promise<PastReading[]> {
  const response = await authorized(at("/entries/{id}/analysis/history", { id }));
  return v.parse(pastReadings, await response.json()).items;
}
