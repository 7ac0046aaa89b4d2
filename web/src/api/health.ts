import * as v from "valibot";
import { answer, at } from "./contract";
import { send } from "./http";

const health = answer<"Health">()(
  v.object({
    /** Who may create an account; `first`: nobody has one yet, and the next one owns the server. */
    registration: v.picklist(["first", "open", "invite", "closed"]),
  }),
);

export type Health = v.InferOutput<typeof health>;
export type RegistrationMode = Health["registration"];

/** What the server says of itself to anyone. */
export async function fetchHealth(): Promise<Health> {
  const response = await send((input, init) => fetch(input, init), at("/health"));
  return v.parse(health, await response.json());
}
