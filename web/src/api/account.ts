import * as v from "valibot";
import { authorized, session } from ".";
import { at, type Schemas } from "./contract";
import { json } from "./http";
import { user } from "./session";

/** Changes what the user is called. */
export async function rename(name: string): Promise<void> {
  const change: Schemas["AccountChange"] = { name };
  const response = await authorized(at("/auth/account"), json("PATCH", change));
  session.changed(v.parse(user, await response.json()));
}

/** Changes the password; every other browser and client is signed out. */
export async function changePassword(change: Schemas["PasswordChange"]): Promise<void> {
  await authorized(at("/auth/password"), json("POST", change));
}
