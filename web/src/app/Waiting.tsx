import { t } from "@lingui/core/macro";
import { useConnection } from "@/sync/react";
import { Skeleton } from "@/ui/Skeleton";

/** What stands where the journal has not arrived in this tab yet: still on its way, or out of reach. */
export function Waiting({ lines }: { lines: number }) {
  const { state } = useConnection();
  if (state !== "offline") return <Skeleton lines={lines} />;
  return (
    <p role="status" className="text-ink-2">
      {t`Your entries are on the server, and it is out of reach just now. They appear when it is back.`}
    </p>
  );
}
