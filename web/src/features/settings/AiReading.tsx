import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Consents } from "@/api/consents";
import { ConsentSwitch } from "@/app/ConsentSwitch";
import { useConsents } from "@/app/consents";
import { Outage } from "@/app/Outage";
import { WhatIsSent } from "@/app/WhatIsSent";
import { Banner } from "@/ui/Banner";
import { buttonClass } from "@/ui/buttonClass";
import { Skeleton } from "@/ui/Skeleton";
import { Section } from "./Section";

/** Whether a model may read the entries, which one, and what it would be sent. */
export function AiReading({ isOwner }: { isOwner: boolean }) {
  const { data, error, reload } = useConsents();
  return (
    <Section
      title={t`Who reads your entries`}
      lead={t`When you finish an entry it is read once, for what you may have felt and what it was about. Simple rules on this server do that, and nothing leaves it. A model understands more.`}
    >
      {error === undefined ? null : (
        <Outage error={error} note={data === undefined ? undefined : ""} onRetry={() => void reload()} />
      )}
      {data?.offers.length === 0 ? <NoModel isOwner={isOwner} /> : null}
      {data && data.offers.length > 0 ? <Offers consents={data} onChanged={reload} /> : null}
      {data === undefined && error === undefined ? <Skeleton lines={2} /> : null}
      <div className="flex flex-wrap gap-2">
        <Link to="/settings/privacy" className={buttonClass()}>
          {t`What leaves this server`}
        </Link>
        <Link to="/how-it-works" className={buttonClass()}>
          {t`How this works`}
        </Link>
        <Link to="/settings/waiting" className={buttonClass()}>
          {t`Waiting for a second reading`}
        </Link>
      </div>
    </Section>
  );
}

function NoModel({ isOwner }: { isOwner: boolean }) {
  if (!isOwner) return <p>{t`No model is set up on this server. Its owner can add one.`}</p>;
  return (
    <p>
      <Trans>
        No model is set up on this server. To add one, set <code>HEARKEN_CHAT_BASE_URL</code> and{" "}
        <code>HEARKEN_CHAT_MODEL</code> where you start it; it may run on the same machine.
      </Trans>
    </p>
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
