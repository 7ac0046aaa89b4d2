import { plural, t } from "@lingui/core/macro";
import type { Connection } from "@/sync/connection";

/** The state of the connection in words. Changes that the server has not got are in this tab only, and it says so. */
export function connectionWord({ state, pending }: Pick<Connection, "state" | "pending">): string {
  switch (state) {
    case "up_to_date":
      return t`Up to date`;
    case "sending":
      return t`Sending ${pending}`;
    case "reconnecting":
      return t`Reconnecting`;
    case "offline":
      return pending === 0
        ? t`Offline`
        : plural(pending, { one: "Offline, # change only in this tab", other: "Offline, # changes only in this tab" });
    case "sign_in":
      return t`Sign in again`;
    case "too_old":
      return t`Reload for a newer version`;
  }
}
