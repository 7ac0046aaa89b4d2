import * as v from "valibot";
import { authorized } from ".";
import { answer, at } from "./contract";

const state = v.object({
  /** What is done, as the server calls it. */
  kind: v.string(),
  waiting: v.number(),
  /** Since when the first of these could be running; null when none is due. */
  waiting_since: v.nullable(v.string()),
  running: v.number(),
  /** Of several providers the causes are in the order asked. */
  given_up: v.array(v.object({ causes: v.array(v.string()), count: v.number() })),
});

const queue = answer<"Page_QueueState">()(v.object({ items: v.array(state) }));

export type QueueState = v.InferOutput<typeof state>;

/** The work in the background by its kinds: how much there is, and nothing of what is in it. For the owner. */
export async function fetchQueue(): Promise<QueueState[]> {
  const response = await authorized(at("/queue"));
  return v.parse(queue, await response.json()).items;
}
