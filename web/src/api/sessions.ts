import * as v from "valibot";
import { authorized } from ".";
import { answer, at } from "./contract";

const session = v.object({
  id: v.string(),
  /** Browser and system, as far as they were said. */
  label: v.string(),
  /** Whether it is the one that asks. */
  is_current: v.boolean(),
  created_at: v.string(),
  last_used_at: v.string(),
});

const sessions = answer<"Page_Session">()(v.object({ items: v.array(session) }));

export type DeviceSession = v.InferOutput<typeof session>;

/** Every browser and client that is signed in to this account, last used first. */
export async function fetchSessions(): Promise<DeviceSession[]> {
  const response = await authorized(at("/auth/sessions"));
  return v.parse(sessions, await response.json()).items;
}

/** Signs one of them out. */
export async function endSession(id: string): Promise<void> {
  await authorized(at("/auth/sessions/{id}", { id }), { method: "DELETE" });
}

/** Signs all of them out but the one that asks. */
export async function endOtherSessions(): Promise<void> {
  await authorized(at("/auth/sessions"), { method: "DELETE" });
}
