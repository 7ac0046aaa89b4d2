import { plural, t } from "@lingui/core/macro";
import { type ReactNode, useMemo, useState } from "react";
import { fetchPreview, type Preview, type Sent } from "@/api/preview";
import { Outage } from "@/app/Outage";
import { useServed } from "@/app/served";
import { Resource } from "@/lib/resource";
import { Dialog } from "@/ui/Dialog";
import { Marked } from "@/ui/Marked";
import { Skeleton } from "@/ui/Skeleton";
import { inUnits } from "./inUnits";

type Props = {
  entryId: string;
  onClose: () => void;
  /** The provider that its user is about to let read. */
  asked?: string;
  /** Buttons, where there is something to decide. */
  actions?: ReactNode;
};

/** What would leave the server of an entry, word for word, with what stands for names and the like marked. */
export function PreviewDialog({ entryId, asked, onClose, actions }: Props) {
  const [preview] = useState(() => new Resource(() => fetchPreview(entryId)));
  const { data, error } = useServed(preview);
  return (
    <Dialog title={t`What would leave this server`} shape="sheet" open onClose={onClose} actions={actions}>
      <div className="flex flex-col gap-4">
        {error === undefined ? null : <Outage error={error} onRetry={() => void preview.reload()} />}
        {data === undefined && error === undefined ? <Skeleton lines={6} /> : null}
        {data ? <p>{meaning(data, asked)}</p> : null}
        {data?.sent ? <SentText sent={data.sent} /> : null}
      </div>
    </Dialog>
  );
}

function SentText({ sent }: { sent: Sent }) {
  const places = useMemo(() => inUnits(sent.text, sent.tokens), [sent]);
  return (
    <>
      <blockquote className="rounded-card border border-line p-4 font-serif text-lg whitespace-pre-wrap [overflow-wrap:anywhere]">
        <Marked text={sent.text} places={places} />
      </blockquote>
      <p className="text-ink-2">
        {plural(places.length, {
          0: "Nothing in it was taken for a name or another private detail.",
          one: "The marked word stands for a name or another private detail that stays here.",
          other: "The # marked words stand for names and other private details that stay here.",
        })}{" "}
        {t`No tool can find everything that tells who somebody is: what you see here is what would be sent.`}
      </p>
      <details>
        <summary className="min-h-11 cursor-pointer py-2.5 underline underline-offset-4">{t`All of it, with what the model is told to do`}</summary>
        <div className="mt-3 flex flex-col gap-3 text-sm whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]">
          <p>{sent.instructions}</p>
          <p className="border-t border-line pt-3">{sent.question}</p>
        </div>
      </details>
    </>
  );
}

function meaning({ provider, stays_because }: Preview, asked: string | undefined): string {
  const name = provider?.name ?? "";
  switch (stays_because) {
    case "private_entry":
      return t`You keep this entry from AI. Nothing of it leaves this server.`;
    case "crisis":
      return t`Nothing of this entry leaves this server: its words are of someone in danger.`;
    case "no_provider":
      return t`No model is set up on this server, and nothing is sent. One that were would get this.`;
    case "consent_off":
      if (asked) return t`If you let ${asked} read your entries, it gets this.`;
      return t`Nothing is sent: you have not let ${name} read your entries. If you do, it gets this.`;
    default:
      if (asked) return t`If you let ${asked} read your entries, it gets this.`;
      return t`${name} gets this when the entry is read.`;
  }
}
