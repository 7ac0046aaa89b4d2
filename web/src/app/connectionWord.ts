import { plural, t } from "@lingui/core/macro";
import type { Connection, ConnectionState } from "@/sync/connection";

/** As the connection is shown: with words still being written, or refused, it is not up to date, however good it is. */
export type ShownState = ConnectionState | "unsent" | "refused";

type Facts = Pick<Connection, "pending" | "kept"> & {
  state: ShownState;
  /** The journal has not arrived in this tab yet. */
  first?: boolean;
};

/** The state of the connection in words, with how much of what was changed here the server has not got. */
export function connectionWord({ state, pending, kept, first = false }: Facts): string {
  switch (state) {
    case "up_to_date":
      return t`Up to date`;
    case "unsent":
      return t`Not all sent yet`;
    case "refused":
      return t`Not all accepted`;
    case "sending":
      return plural(pending, { one: "Sending # change", other: "Sending # changes" });
    case "reconnecting":
      return withWaiting(first ? t`Connecting` : t`Reconnecting`, pending);
    case "offline":
      if (pending === 0 || kept) return withWaiting(t`Offline`, pending);
      return plural(pending, {
        one: "Offline, # change only in this tab",
        other: "Offline, # changes only in this tab",
      });
    case "disk_full":
      if (pending === 0 || kept) return withWaiting(t`The server's disk is full`, pending);
      return plural(pending, {
        one: "The server's disk is full, # change only in this tab",
        other: "The server's disk is full, # changes only in this tab",
      });
    case "sign_in":
      return withWaiting(t`Sign in again`, pending);
    case "too_old":
      return withWaiting(t`Reload for a newer version`, pending);
  }
}

function withWaiting(word: string, pending: number): string {
  if (pending === 0) return word;
  return plural(pending, { one: `${word}, # change waits`, other: `${word}, # changes wait` });
}
