import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useConsents } from "@/app/consents";
import { Outage } from "@/app/Outage";
import { buttonClass } from "@/ui/buttonClass";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { Allowed } from "./Allowed";
import { Ledger } from "./Ledger";
import { Present } from "./Present";

/** What may leave this server, and what has left it, word for word. */
export function PrivacyPage() {
  const { data, error, reload } = useConsents();
  return (
    <Page
      title={t`Privacy`}
      actions={
        <Link to="/settings" className={buttonClass()}>
          {t`All settings`}
        </Link>
      }
    >
      <div className="flex flex-col gap-10">
        {error === undefined ? null : (
          <Outage error={error} note={data === undefined ? undefined : ""} onRetry={() => void reload()} />
        )}
        {data ? (
          <>
            <Present consents={data} />
            <Allowed consents={data} onChanged={reload} />
          </>
        ) : error === undefined ? (
          <Skeleton lines={6} />
        ) : null}
        <Ledger consents={data} />
      </div>
    </Page>
  );
}
