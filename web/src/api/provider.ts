import * as v from "valibot";
import { authorized } from ".";
import { answer, at } from "./contract";

const provider = v.object({
  /** Its host. */
  name: v.string(),
  /** Where words would be sent. Consent is given by this address. */
  address: v.string(),
  model: v.string(),
});

const choices = answer<"Choices">()(v.object({ provider: v.nullable(provider) }));

export type Provider = v.InferOutput<typeof provider>;

/** The model that this server is set up with; none when entries are read by rules alone. */
export async function fetchProvider(): Promise<Provider | null> {
  const response = await authorized(at("/preferences"));
  return v.parse(choices, await response.json()).provider;
}
