import * as v from "valibot";
import { authorized } from ".";
import { answer, at } from "./contract";

const provider = v.object({
  /** What it is called in the settings of the server. */
  name: v.string(),
  /** It is none of those settings: the owner added it here. */
  is_added: v.boolean(),
  host: v.string(),
  model: v.string(),
  /** Of its breaker: `closed` means that it is asked. */
  state: v.picklist(["closed", "open", "half_open"]),
  failures: v.number(),
  open_until: v.nullable(v.string()),
  in_flight: v.number(),
  max_in_flight: v.number(),
  last_error: v.nullable(v.object({ cause: v.string(), at: v.string() })),
});

const providers = answer<"Page_ProviderState">()(v.object({ items: v.array(provider) }));

export type ProviderState = v.InferOutput<typeof provider>;

/** The providers that may read entries, in the order in which they are asked. For the owner. */
export async function fetchProviders(): Promise<ProviderState[]> {
  const response = await authorized(at("/providers"));
  return v.parse(providers, await response.json()).items;
}

/** Has a provider asked again at once. */
export async function resetBreaker(name: string): Promise<void> {
  await authorized(at("/providers/{name}/breaker/reset", { name }), { method: "POST" });
}
