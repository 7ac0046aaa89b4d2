import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { lazy, Suspense } from "react";
import type { Consents } from "@/api/consents";
import { Banner } from "@/ui/Banner";
import { Skeleton } from "@/ui/Skeleton";
import { ConsentSwitch } from "./ConsentSwitch";
import { useConsents } from "./consents";
import { Outage } from "./Outage";
import { WhatIsSent } from "./WhatIsSent";

const LocalModels = lazy(() => import("./LocalModels"));

/** The models that could read the entries, each with its switch, and what they would be sent. */
export function Readers({ isOwner }: { isOwner: boolean }) {
  const { data, error, reload } = useConsents();
  return (
    <>
      {error === undefined ? null : (
        <Outage error={error} note={data === undefined ? undefined : ""} onRetry={() => void reload()} />
      )}
      {data?.offers.length === 0 ? <NoModel isOwner={isOwner} onAdded={reload} /> : null}
      {data && data.offers.length > 0 ? <Offers consents={data} onChanged={reload} /> : null}
      {data === undefined && error === undefined ? <Skeleton lines={2} /> : null}
    </>
  );
}

function NoModel({ isOwner, onAdded }: { isOwner: boolean; onAdded: () => Promise<void> }) {
  if (!isOwner) return <p>{t`No model is set up on this server. Its owner can add one.`}</p>;
  return (
    <>
      <p>
        <Trans>
          No model is set up on this server. One that runs on the same machine can be added here; for any other, set{" "}
          <code>HEARKEN_CHAT_BASE_URL</code> and <code>HEARKEN_CHAT_MODEL</code> where you start it.
        </Trans>
      </p>
      <Suspense>
        <LocalModels onAdded={onAdded} />
      </Suspense>
    </>
  );
}

function Offers({ consents: { offers, items }, onChanged }: { consents: Consents; onChanged: () => Promise<void> }) {
  const isStanding = items.some((it) => it.withdrawn_at === null);
  const isUsed = offers.some((offer) => offer.consent_id !== null);
  return (
    <div className="flex flex-col gap-4">
      {isStanding && !isUsed ? (
        <Banner kind="warn">
          {t`The server now uses another provider than the one you agreed to. Until you agree again, nothing is sent.`}
        </Banner>
      ) : null}
      {offers
        .filter((offer) => offer.purpose === "analysis")
        .map((offer) => (
          <ConsentSwitch key={offer.provider.address} offer={offer} onChanged={onChanged} />
        ))}
      <WhatIsSent />
    </div>
  );
}
