import * as v from "valibot";
import { authorized } from ".";
import { answer, at } from "./contract";

export const purpose = v.picklist(["analysis", "chat", "memory", "speech_to_text", "text_to_speech"]);

export const recipient = v.object({
  /** Its host. */
  name: v.string(),
  /** Where words are sent. */
  address: v.string(),
  model: v.string(),
});

const consent = v.object({
  id: v.string(),
  purpose,
  name: v.string(),
  address: v.string(),
  granted_at: v.string(),
  /** Null while it stands. */
  withdrawn_at: v.nullable(v.string()),
});

const offer = v.object({
  purpose,
  provider: recipient,
  /** The version of the words by which consent is asked for. */
  wording: v.number(),
  /** The consent that stands; null while nothing is sent there. */
  consent_id: v.nullable(v.string()),
});

const consents = answer<"Consents">()(v.object({ offers: v.array(offer), items: v.array(consent) }));

export type Purpose = v.InferOutput<typeof purpose>;
export type Consent = v.InferOutput<typeof consent>;
export type ConsentOffer = v.InferOutput<typeof offer>;
export type Consents = v.InferOutput<typeof consents>;

/** What may leave the server, what could, and what was let and withdrawn. */
export async function fetchConsents(): Promise<Consents> {
  const response = await authorized(at("/consents"));
  return v.parse(consents, await response.json());
}

/** Lets what is offered be sent. */
export async function grantConsent({ purpose, provider: { address }, wording }: ConsentOffer): Promise<void> {
  await authorized(at("/consents"), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ purpose, address, wording }),
  });
}

/** Withdraws a consent, and with `forget` what the provider found. Once withdrawn it can still be asked to forget. */
export async function withdrawConsent(id: string, forget: boolean): Promise<void> {
  await authorized(`${at("/consents/{id}", { id })}${forget ? "?forget=true" : ""}`, { method: "DELETE" });
}
