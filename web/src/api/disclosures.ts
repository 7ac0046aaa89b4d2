import * as v from "valibot";
import { authorized } from ".";
import { type Purpose, purpose, recipient } from "./consents";
import { answer, at } from "./contract";

const ending = v.object({
  result: v.picklist(["answered", "timed_out", "unreachable", "rate_limited", "refused", "failed", "unusable", "cut"]),
  status: v.nullable(v.number()),
  duration_ms: v.number(),
  tokens_sent: v.nullable(v.number()),
  tokens_answered: v.nullable(v.number()),
  answer_bytes: v.nullable(v.number()),
});

const disclosure = v.object({
  id: v.string(),
  at: v.string(),
  entry_id: v.nullable(v.string()),
  purpose,
  recipient,
  occasion: v.picklist(["written", "asked", "retry"]),
  attempt: v.number(),
  bytes: v.number(),
  /** Whether its words are still kept. */
  has_text: v.boolean(),
  /** Null while no answer is known. */
  ending: v.nullable(ending),
});

const page = v.object({ items: v.array(disclosure), next_cursor: v.nullable(v.string()) });
const text = answer<"DisclosureText">()(v.object({ disclosure, sent: v.nullable(v.string()) }));

export type Disclosure = v.InferOutput<typeof disclosure>;
export type Ending = v.InferOutput<typeof ending>;
export type DisclosurePage = v.InferOutput<typeof page>;
export type DisclosureText = v.InferOutput<typeof text>;

/** Which rows of the ledger; what is not named is not asked for. */
export interface DisclosureFilter {
  /** The address of a provider. */
  readonly provider?: string | undefined;
  readonly purpose?: Purpose | undefined;
  /** The first moment. */
  readonly from?: string | undefined;
}

/** What was sent, newest first, and where the next page begins. */
export async function fetchDisclosures(filter: DisclosureFilter, cursor: string | null): Promise<DisclosurePage> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, cursor })) {
    if (value) query.set(name, value);
  }
  const response = await authorized(`${at("/disclosures")}?${query}`);
  return v.parse(page, await response.json());
}

/** What was sent, word for word; without words once the entry is gone. */
export async function fetchDisclosure(id: string): Promise<DisclosureText> {
  const response = await authorized(at("/disclosures/{id}", { id }));
  return v.parse(text, await response.json());
}

/** The whole ledger with all words, a row on a line. */
export async function exportDisclosures(): Promise<Blob> {
  const response = await authorized(at("/disclosures/export"));
  return response.blob();
}
