import * as v from "valibot";
import { answer, at } from "./contract";
import { send } from "./http";

const line = v.object({
  for: v.picklist(["self_harm", "violence", "anyone"]),
  name: v.string(),
  phone: v.optional(v.nullable(v.string())),
  text: v.optional(v.nullable(v.string())),
  url: v.optional(v.nullable(v.string())),
  hours: v.optional(v.string(), ""),
});

const place = { emergency: v.string(), lines: v.array(line) };

/** Where help is to be had. */
export const resources = answer<"CrisisResources">()(
  v.object({
    checked_on: v.string(),
    international: v.object(place),
    countries: v.array(v.object({ code: v.string(), name: v.string(), ...place })),
  }),
);

export type Help = v.InferOutput<typeof resources>;
export type HelpLine = v.InferOutput<typeof line>;

/** The server's list, for anyone. */
export async function fetchResources(): Promise<Help> {
  const response = await send((input, init) => fetch(input, init), at("/crisis/resources"));
  return v.parse(resources, await response.json());
}
