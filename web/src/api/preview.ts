import * as v from "valibot";
import { authorized } from ".";
import { answer, at } from "./contract";

const preview = answer<"Preview">()(
  v.object({
    provider: v.nullable(v.object({ name: v.string(), address: v.string(), model: v.string() })),
    /** Why nothing is sent as things stand. */
    stays_because: v.nullable(
      v.picklist([
        "no_provider",
        "consent_off",
        "private_entry",
        "api_timeout",
        "api_error",
        "rate_limit",
        "circuit_open",
        "daily_limit",
        "crisis",
      ]),
    ),
    /** Null where nothing of the entry is ever sent. */
    sent: v.nullable(
      v.object({
        text: v.string(),
        /** Where tokens stand in the text, in Unicode code points. */
        tokens: v.array(v.object({ start: v.number(), end: v.number() })),
        instructions: v.string(),
        question: v.string(),
      }),
    ),
  }),
);

export type Preview = v.InferOutput<typeof preview>;
export type Sent = NonNullable<Preview["sent"]>;

/** What would leave the server of an entry, as it would be sent. */
export async function fetchPreview(id: string): Promise<Preview> {
  const response = await authorized(at("/entries/{id}/preview", { id }));
  return v.parse(preview, await response.json());
}
