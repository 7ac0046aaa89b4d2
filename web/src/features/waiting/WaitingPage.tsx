import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { readAgain } from "@/api/deadLetters";
import { useConsents } from "@/app/consents";
import { mutate } from "@/sync";
import { useAnalyses, useEntries, usePreferences, useSyncReady } from "@/sync/react";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { buttonClass } from "@/ui/buttonClass";
import { EmptyState } from "@/ui/EmptyState";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { Switch } from "@/ui/Switch";
import { useRequest } from "./useRequest";
import { WaitingRow } from "./WaitingRow";
import { type Waiting, waitingIn } from "./waiting";

/** Rows drawn at once. */
const PAGE = 50;

/** The entries that no model could read, and a way to have them read again. */
export function WaitingPage() {
  const [entries, analyses] = [useEntries(), useAnalyses()];
  const waiting = useMemo(() => waitingIn(entries, analyses), [entries, analyses]);
  const isReady = useSyncReady();
  return (
    <Page
      title={t`Waiting for a second reading`}
      lead={
        <p className="max-w-measure">
          {t`A model was to read these entries and could not. As far as they can, simple rules have read them instead.`}
        </p>
      }
      actions={
        <Link to="/settings" className={buttonClass()}>
          {t`All settings`}
        </Link>
      }
    >
      <div className="flex flex-col gap-8">
        {isReady || waiting.length > 0 ? <List waiting={waiting} /> : <Skeleton lines={6} />}
        <ByItself />
      </div>
    </Page>
  );
}

/** Whether what an outage left over is read again without being asked. */
function ByItself() {
  const preferences = usePreferences();
  return (
    <Switch
      label={t`Read them again once the model answers`}
      hint={t`By itself, after everything new, and only while you let that model read. Entries you keep from AI are never sent.`}
      checked={preferences?.read_again_after_outage ?? true}
      onChange={(on) => void mutate.setPreferences({ read_again_after_outage: on })}
    />
  );
}

function List({ waiting }: { waiting: readonly Waiting[] }) {
  const [shown, setShown] = useState(PAGE);
  const wanted = waiting.filter(({ second }) => second === "wanted").length;
  const going = waiting.length - wanted;
  return (
    <div className="flex flex-col gap-4">
      {wanted > 0 ? <NobodyReads /> : null}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p role="status" className="min-w-0">
          {waiting.length > 0 ? countWord(wanted, going) : null}
        </p>
        {wanted > 1 ? <ReadAll /> : null}
      </div>
      {waiting.length === 0 ? <EmptyState>{t`No entry waits to be read again.`}</EmptyState> : null}
      {waiting.length > 0 ? (
        <ul className="flex flex-col rounded-card border border-line bg-surface">
          {waiting.slice(0, shown).map((it) => (
            <WaitingRow key={it.entry.id} waiting={it} />
          ))}
        </ul>
      ) : null}
      {shown < waiting.length ? (
        <Button onClick={() => setShown(shown + PAGE)} className="self-start">
          {t`Show earlier entries`}
        </Button>
      ) : null}
    </div>
  );
}

/** How many wait, and how many are about to be read: it counts down by itself. */
function countWord(wanted: number, going: number): string {
  const wait = plural(wanted, { one: "# entry waits.", other: "# entries wait." });
  const go = plural(going, {
    one: "# entry is being read again. You can leave this page.",
    other: "# entries are being read again, one after the other. You can leave this page.",
  });
  if (going === 0) return wait;
  return wanted === 0 ? go : `${wait} ${go}`;
}

function ReadAll() {
  const { isSending, send } = useRequest();
  return (
    <Button look="primary" pending={isSending} onClick={() => send(() => readAgain())}>
      {t`Read all again`}
    </Button>
  );
}

/** Said while no model is allowed to read: nothing would come of asking. */
function NobodyReads() {
  const { data } = useConsents();
  if (!data || data.offers.some(({ purpose, consent_id }) => purpose === "analysis" && consent_id !== null))
    return null;
  return <Banner kind="info">{t`No model may read your entries now. Simple rules would read them once more.`}</Banner>;
}
