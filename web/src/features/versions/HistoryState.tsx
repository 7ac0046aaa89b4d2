import { t } from "@lingui/core/macro";
import { describeError, Unreachable } from "@/api/problem";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Skeleton } from "@/ui/Skeleton";
import type { History } from "./useHistory";

/** In place of the history while it is not here, and above it when it cannot be read anew. */
export function HistoryState({ data, error, isOffline, reload }: History<unknown>) {
  const isAway = isOffline || error instanceof Unreachable;
  if (!isAway && error === undefined) return data === undefined ? <Skeleton lines={4} /> : null;
  return (
    <Banner
      kind={isAway ? "info" : "warn"}
      announce
      action={<Button size="small" onClick={() => void reload()}>{t`Try again`}</Button>}
    >
      {isAway ? t`The history is on the server; you are offline now.` : describeError(error)}
    </Banner>
  );
}
