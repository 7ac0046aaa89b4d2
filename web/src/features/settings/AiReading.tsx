import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import type { Provider } from "@/api/provider";
import { WhatLeaves } from "@/app/preview/WhatLeaves";
import { provider } from "@/app/provider";
import { useServed } from "@/app/served";
import { mutate } from "@/sync";
import { useEntries, usePreferences, useSyncReady } from "@/sync/react";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Skeleton } from "@/ui/Skeleton";
import { Switch } from "@/ui/Switch";
import { Section } from "./Section";
import { SectionOutage } from "./SectionOutage";

const PreviewDialog = lazy(() =>
  import("@/app/preview/PreviewDialog").then((module) => ({ default: module.PreviewDialog })),
);

/** Whether a model may read the entries, which one, and what it would be sent. */
export function AiReading({ isOwner }: { isOwner: boolean }) {
  const loaded = useServed(provider);
  const { data, error } = loaded;
  const ready = useSyncReady();
  const consent = usePreferences()?.analysis_consent ?? null;
  return (
    <Section
      title={t`Who reads your entries`}
      lead={t`When you finish an entry it is read once, for what you may have felt and what it was about. Simple rules on this server do that, and nothing leaves it. A model understands more.`}
    >
      <SectionOutage of={provider} loaded={loaded} />
      {data === null ? <NoModel isOwner={isOwner} /> : null}
      {data && ready ? <Consent provider={data} consent={consent} /> : null}
      {data === undefined && error === undefined ? <Skeleton lines={2} /> : null}
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

/**
 * The switch, and what it stands for. Off unless the user switched it on for this very address; who has written something
 * sees first what would be sent of it.
 */
function Consent({ provider: { name, address, model }, consent }: { provider: Provider; consent: string | null }) {
  const example = useEntries().find((entry) => !entry.private)?.id;
  const [isAsking, setIsAsking] = useState(false);

  function allow(on: boolean): void {
    setIsAsking(false);
    void mutate.setPreferences({ analysis_consent: on ? address : null });
  }

  return (
    <div className="flex flex-col gap-4">
      {consent !== null && consent !== address ? (
        <Banner kind="warn">
          {t`The server now uses another provider than the one you agreed to. Until you agree again, nothing is sent.`}
        </Banner>
      ) : null}
      <Switch
        label={t`Let ${name} read my entries`}
        hint={
          <Trans>
            Model <b className="font-medium text-ink">{model}</b> at <b className="font-medium text-ink">{address}</b>
          </Trans>
        }
        checked={consent === address}
        onChange={(on) => (on && example ? setIsAsking(true) : allow(on))}
      />
      {isAsking && example ? (
        <Suspense>
          <PreviewDialog
            entryId={example}
            onClose={() => setIsAsking(false)}
            actions={
              <>
                <Button onClick={() => setIsAsking(false)}>{t`Cancel`}</Button>
                <Button look="primary" onClick={() => allow(true)}>{t`Let ${name} read`}</Button>
              </>
            }
          />
        </Suspense>
      ) : null}
      <dl className="grid max-w-measure gap-x-4 gap-y-1 text-ink-2 tablet:grid-cols-[5rem_1fr]">
        <dt className="font-medium text-ink">{t`Sent`}</dt>
        <dd>{t`the text of an entry when you finish it; in the place of names, addresses and numbers stand words such as PERSON_1:partner`}</dd>
        <dt className="mt-2 font-medium text-ink tablet:mt-0">{t`Not sent`}</dt>
        <dd>{t`who you are, title, mood, tags, notes, any other entry, and entries that you keep from AI`}</dd>
      </dl>
      {example ? <WhatLeaves entryId={example} /> : null}
    </div>
  );
}
