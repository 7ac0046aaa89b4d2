import { t } from "@lingui/core/macro";
import { type ReactNode, useState } from "react";
import { type Disclosure, fetchDisclosure } from "@/api/disclosures";
import { Outage } from "@/app/Outage";
import { formatExactMoment, formatNumber } from "@/lib/dates";
import { Resource, useResource } from "@/lib/resource";
import { useCookie } from "@/sync/react";
import { CopyButton } from "@/ui/CopyButton";
import { Dialog } from "@/ui/Dialog";
import { Skeleton } from "@/ui/Skeleton";
import { About } from "./LedgerRow";
import { laidOut, type Said, saidIn } from "./said";
import { durationWord, endingWord, occasionWord, purposeWord, sizeWord } from "./words";

/** A request, with all that is known of it and its words as they were sent. */
export function DisclosureSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const [resource] = useState(() => new Resource(() => fetchDisclosure(id)));
  const { data, error } = useResource(resource, useCookie());
  const sent = data?.sent;
  return (
    <Dialog
      shape="sheet"
      title={t`What was sent`}
      open
      onClose={onClose}
      actions={sent ? <CopyButton text={() => sent} /> : undefined}
    >
      <div className="flex flex-col gap-6">
        {error === undefined ? null : <Outage error={error} onRetry={() => void resource.reload()} />}
        {data === undefined && error === undefined ? <Skeleton lines={6} /> : null}
        {data ? <Facts of={data.disclosure} /> : null}
        {sent ? <Words sent={sent} /> : null}
        {data && sent === null ? (
          <p className="text-ink-2">
            {t`You deleted the entry, so its words are gone from here, too. That they were sent stays written down. What the model's owner has kept of them, this server cannot know.`}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

function Facts({ of }: { of: Disclosure }) {
  const { recipient, ending } = of;
  return (
    <dl className="grid grid-cols-[6.5rem_1fr] items-baseline gap-x-4 gap-y-2">
      <Fact name={t`When`}>{formatExactMoment(of.at)}</Fact>
      <Fact name={t`To`}>
        {recipient.name}
        <span className="block text-sm text-ink-2">{recipient.address}</span>
      </Fact>
      <Fact name={t`Model`}>{recipient.model}</Fact>
      <Fact name={t`What for`}>{purposeWord(of.purpose)}</Fact>
      {of.entry_id === null ? null : (
        <Fact name={t`About`}>
          <About entryId={of.entry_id} />
        </Fact>
      )}
      <Fact name={t`Why then`}>{occasionWord(of)}</Fact>
      <Fact name={t`Size`}>{sizeWord(of.bytes)}</Fact>
      <Fact name={t`Outcome`}>{endingWord(ending)}</Fact>
      {ending ? <Fact name={t`Took`}>{durationWord(ending.duration_ms)}</Fact> : null}
      {ending?.answer_bytes ? <Fact name={t`Answer`}>{sizeWord(ending.answer_bytes)}</Fact> : null}
      {ending?.tokens_sent ? (
        <Fact name={t`Counted`}>
          {t`${formatNumber(ending.tokens_sent)} pieces of words sent, ${formatNumber(ending.tokens_answered ?? 0)} answered`}
        </Fact>
      ) : null}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

/** The words as they are in the request; the request as it is for whoever wants that. */
function Words({ sent }: { sent: string }) {
  const all = saidIn(sent);
  // One's own words first: they are what one looks for.
  const said = [...all.filter(({ role }) => role === "you"), ...all.filter(({ role }) => role !== "you")];
  return (
    <div className="flex flex-col gap-4">
      {said.map(({ role, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages have nothing else, and never change their order
        <section key={index} className="flex flex-col gap-1">
          <h3 className="text-sm font-medium text-ink-2">{roleWord(role)}</h3>
          <p className="rounded-control border border-line bg-paper p-3 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
            {text}
          </p>
        </section>
      ))}
      <details open={said.length === 0}>
        <summary className="min-h-11 cursor-pointer py-2.5 font-medium underline underline-offset-4">
          {t`The whole request`}
        </summary>
        {/* Scrolls sideways, for which the keyboard needs a way in. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
        <pre tabIndex={0} className="overflow-x-auto rounded-control border border-line bg-paper p-3 text-sm">
          {laidOut(sent)}
        </pre>
      </details>
    </div>
  );
}

function roleWord(role: Said["role"]): string {
  if (role === "you") return t`Your words, and what was asked about them`;
  return role === "model" ? t`The model's own words` : t`Hearken's instructions`;
}
