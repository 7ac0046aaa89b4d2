import * as v from "valibot";
import { authorized } from ".";
import { answer, at } from "./contract";

const readingAgain = answer<"ReadingAgain">()(v.object({ count: v.number() }));

/** Has these entries read again that no model could read, or all of them. How many those are. */
export async function readAgain(entry_ids?: readonly string[]): Promise<number> {
  const response = await authorized(at("/analysis/dead-letters/retry"), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ entry_ids }),
  });
  return v.parse(readingAgain, await response.json()).count;
}
