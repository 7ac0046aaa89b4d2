import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { focusHeading } from "@/app/focus";
import { useConnection } from "@/sync/react";
import { buttonClass } from "@/ui/buttonClass";
import { EmptyState } from "@/ui/EmptyState";
import { Page } from "@/ui/Page";

/** While the result is on its way to the server: at once, or when the connection is back. */
export function KeepingPage({ entryId }: { entryId: string }) {
  const { state, kept } = useConnection();
  // The button that was pressed is gone.
  useEffect(focusHeading, []);
  const isWaiting = state !== "up_to_date" && state !== "sending";
  return (
    <Page title={t`Two versions`}>
      <EmptyState
        action={
          isWaiting ? (
            <Link to="/e/$id" params={{ id: entryId }} className={buttonClass()}>
              {t`To the entry`}
            </Link>
          ) : null
        }
      >
        <span role="status">{isWaiting ? waiting(kept) : t`Your result is being kept.`}</span>
      </EmptyState>
    </Page>
  );
}

function waiting(kept: boolean): string {
  return kept
    ? t`Your result waits on this device until the connection is back. The other version stays until the server has it; then it goes by itself. You can leave this page, and close it.`
    : t`Your result waits in this tab until the connection is back. The other version stays until the server has it; then it goes by itself. You can leave this page, but keep the tab open.`;
}
