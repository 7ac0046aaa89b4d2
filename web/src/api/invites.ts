import * as v from "valibot";
import { authorized } from ".";
import { answer, at } from "./contract";

const invite = v.object({
  created_at: v.string(),
  expires_at: v.string(),
  used_at: v.nullable(v.string()),
});

const invites = answer<"Page_Invite">()(v.object({ items: v.array(invite) }));
const newInvite = answer<"NewInvite">()(v.object({ code: v.string() }));

export type Invite = v.InferOutput<typeof invite>;

/** The invitations that the owner has made, newest first, without their codes. */
export async function fetchInvites(): Promise<Invite[]> {
  const response = await authorized(at("/invites"));
  return v.parse(invites, await response.json()).items;
}

/** Makes an invitation for one account. The answer is its code, which is not shown again. */
export async function createInvite(): Promise<string> {
  const response = await authorized(at("/invites"), { method: "POST" });
  return v.parse(newInvite, await response.json()).code;
}
