import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { Consent, Consents } from "@/api/consents";
import { ConsentSwitch, forget } from "@/app/ConsentSwitch";
import { WhatIsSent } from "@/app/WhatIsSent";
import { formatDate } from "@/lib/dates";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { purposeWord } from "./words";

type Props = { consents: Consents; onChanged: () => Promise<void> };

/** What may leave: a switch for each purpose and provider, and what was let before. */
export function Allowed({ consents: { offers, items }, onChanged }: Props) {
  return (
    <section aria-labelledby="allowed" className="flex flex-col gap-4">
      <h2 id="allowed" className="font-serif text-xl">
        {t`What may leave`}
      </h2>
      {offers.length === 0 ? (
        <p className="max-w-measure text-ink-2">
          {t`No model is set up on this server. Entries are read by simple rules, here.`}
        </p>
      ) : (
        <>
          {offers.map((offer) => (
            <ConsentSwitch key={`${offer.purpose} ${offer.provider.address}`} offer={offer} onChanged={onChanged} />
          ))}
          <WhatIsSent />
        </>
      )}
      <p className="max-w-measure text-sm text-ink-2">
        {t`Whatever you allow, words that tell of danger to life are sent to nobody. For talking, remembering and speech nothing is sent: they are not a part of Hearken yet.`}
      </p>
      {items.length > 0 ? <History items={items} /> : null}
    </section>
  );
}

function History({ items }: { items: readonly Consent[] }) {
  const [asked, setAsked] = useState<Consent>();
  return (
    <details className="rounded-card border border-line bg-surface">
      <summary className="min-h-11 cursor-pointer px-4 py-2.5 font-medium">{t`What you allowed, and when`}</summary>
      <ul className="border-t border-line">
        {items.map((consent) => (
          <li
            key={consent.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line px-4 py-3 first:border-t-0"
          >
            <span className="min-w-0 flex-1 basis-60">
              <span className="block font-medium [overflow-wrap:anywhere]">
                {t`${purposeWord(consent.purpose)} by ${consent.name}`}
              </span>
              <span className="block text-sm text-ink-2">{span(consent)}</span>
            </span>
            {consent.withdrawn_at === null ? null : (
              <Button look="quiet" size="small" onClick={() => setAsked(consent)}>
                {t`Delete what it found`}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked ? (
        <ConfirmDialog
          title={t`Delete what ${asked.name} found?`}
          confirm={t`Delete`}
          open
          onClose={() => setAsked(undefined)}
          onConfirm={() => {
            setAsked(undefined);
            void forget(asked.id);
          }}
        >
          <p>{t`Your entries stay. Those it has read are read again by rules, or by whom you allow now.`}</p>
        </ConfirmDialog>
      ) : null}
    </details>
  );
}

function span({ granted_at: granted, withdrawn_at: withdrawn }: Consent): string {
  const from = formatDate(granted);
  if (withdrawn === null) return t`since ${from}`;
  const to = formatDate(withdrawn);
  return from === to ? t`on ${from}, and withdrawn that day` : t`from ${from} to ${to}`;
}
