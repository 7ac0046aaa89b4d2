import * as v from "valibot";
import { authorized } from ".";
import { answer, at, type Schemas } from "./contract";
import { json, send } from "./http";

const recoveryCodes = answer<"RecoveryCodes">()(
  v.object({
    /** How many can still be used. */
    left: v.number(),
    /** Null when there are none. */
    made_at: v.nullable(v.string()),
    last_used_at: v.nullable(v.string()),
  }),
);
const newRecoveryCodes = answer<"NewRecoveryCodes">()(v.object({ codes: v.array(v.string()) }));

export type RecoveryCodes = v.InferOutput<typeof recoveryCodes>;

/** How many recovery codes the user has, not which. */
export async function fetchRecoveryCodes(): Promise<RecoveryCodes> {
  const response = await authorized(at("/auth/recovery-codes"));
  return v.parse(recoveryCodes, await response.json());
}

/** Makes a set of recovery codes in the place of the one before. They are not shown again. */
export async function makeRecoveryCodes(password: string): Promise<string[]> {
  const request: Schemas["RecoveryCodesRequest"] = { password };
  const response = await authorized(at("/auth/recovery-codes"), json("POST", request));
  return v.parse(newRecoveryCodes, await response.json()).codes;
}

/** Sets another password by one of the codes. The answer is how many are left. */
export async function recover(recovery: Schemas["Recovery"]): Promise<number> {
  const response = await send((input, init) => fetch(input, init), at("/auth/recover"), json("POST", recovery));
  return v.parse(recoveryCodes, await response.json()).left;
}
