import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { Check, CircleHelp, X } from "lucide-react";
import type { Disclosure } from "@/api/disclosures";
import { formatShort, formatTime } from "@/lib/dates";
import { useEntry } from "@/sync/react";
import { endingWord, purposeWord, sizeWord } from "./words";

type Props = { item: Disclosure; onOpen: () => void };

/** A request in the list: when, to whom, how much, how it ended, and the entry it was about. */
export function LedgerRow({ item, onOpen }: Props) {
  const { at, recipient, purpose, bytes, ending } = item;
  return (
    <div className="flex flex-col gap-x-4 tablet:flex-row tablet:items-center">
      <button
        type="button"
        onClick={onOpen}
        className="flex min-h-11 min-w-0 flex-1 cursor-pointer flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 pt-3 text-start hover:bg-sunken tablet:pb-3"
      >
        <time dateTime={at} className="font-medium tabular-nums">
          {formatTime(at)}
        </time>
        <span className="min-w-0 flex-1 basis-52">
          <span className="block [overflow-wrap:anywhere]">{t`${purposeWord(purpose)} by ${recipient.name}`}</span>
          <span className="flex flex-wrap items-center gap-x-2 text-sm text-ink-2">
            <Outcome result={ending?.result} />
            <span>{endingWord(ending)}</span>
            <span aria-hidden="true">·</span>
            <span>{sizeWord(bytes)}</span>
          </span>
        </span>
      </button>
      <div className="px-4 pb-2 ps-18 text-sm tablet:max-w-[40%] tablet:shrink-0 tablet:py-3 tablet:ps-0">
        <About entryId={item.entry_id} />
      </div>
    </div>
  );
}

/** The entry that a request was about, as a way to it. */
export function About({ entryId }: { entryId: string | null }) {
  const entry = useEntry(entryId ?? "");
  if (entryId === null) return null;
  if (!entry) return <span className="text-ink-2">{t`An entry that is deleted`}</span>;
  return (
    <Link
      to="/e/$id"
      params={{ id: entry.id }}
      className="inline-flex min-h-6 max-w-full items-center pointer-coarse:min-h-11"
    >
      <span className="truncate underline underline-offset-4">
        {entry.title || t`Entry of ${formatShort(entry.written_at)}`}
      </span>
    </Link>
  );
}

function Outcome({ result }: { result: string | undefined }) {
  if (result === undefined) return <CircleHelp aria-hidden="true" className="size-4 shrink-0 text-ink-2" />;
  if (result === "answered") return <Check aria-hidden="true" className="size-4 shrink-0 text-ok" />;
  return <X aria-hidden="true" className="size-4 shrink-0 text-warn" />;
}
