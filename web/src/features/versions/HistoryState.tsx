import { t } from "@lingui/core/macro";
import { Unreachable } from "@/api/problem";
import { Outage } from "@/app/Outage";
import { Skeleton } from "@/ui/Skeleton";
import type { History } from "./useHistory";

/** In place of the history while it is not here, and above it when it cannot be read anew. */
export function HistoryState({ data, error, isOffline, reload }: History<unknown>) {
  const failure = error ?? (isOffline ? new Unreachable("offline") : undefined);
  if (failure === undefined) return data === undefined ? <Skeleton lines={4} /> : null;
  const note = data === undefined ? undefined : t`There may be more in the history by now.`;
  return <Outage error={failure} note={note} onRetry={() => void reload()} />;
}
