import { t } from "@lingui/core/macro";
import { useConnection } from "@/sync/react";
import { Skeleton } from "@/ui/Skeleton";

/** What stands where the journal has not arrived in this tab yet: still on its way, or out of reach. */
export function Waiting({ lines }: { lines: number }) {
  const { state } = useConnection();
  if (state !== "offline" && state !== "disk_full") return <Skeleton lines={lines} />;
  return (
    <p role="status" className="text-ink-2">
      {state === "offline"
        ? t`Your entries are on the server, and it is out of reach just now. They appear when it is back.`
        : t`Your entries are safe on the server, but its disk is full, and it cannot let you in. Whoever runs it has to make room.`}
    </p>
  );
}
