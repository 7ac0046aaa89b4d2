import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useLayoutEffect, useRef } from "react";
import { readAgain } from "@/api/deadLetters";
import { focusHeading } from "@/app/focus";
import { formatAgo, formatShort } from "@/lib/dates";
import { Button } from "@/ui/Button";
import { StatusRow } from "@/ui/StatusRow";
import { useRequest } from "./useRequest";
import type { Waiting } from "./waiting";
import { reasonSentences, secondWord } from "./words";

const MARK = { wanted: "fallback", queued: "queued", processing: "processing" } as const;

/** An entry that waits: why and since when, how far its second reading is, and a way to ask for it. */
export function WaitingRow({ waiting: { entry, analysis, second } }: { waiting: Waiting }) {
  const row = useFocusKept<HTMLLIElement>();
  const { isSending, send } = useRequest();
  const name = entry.title || t`Entry of ${formatShort(entry.written_at)}`;
  return (
    <li
      ref={row}
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line px-4 py-3 first:border-t-0"
    >
      <div className="flex min-w-0 flex-[1_1_16rem] flex-col gap-1">
        <Link
          to="/e/$id"
          params={{ id: entry.id }}
          className="inline-flex min-h-6 max-w-full items-center self-start pointer-coarse:min-h-11"
        >
          <span className="font-medium underline underline-offset-4 [overflow-wrap:anywhere]">{name}</span>
        </Link>
        <Reasons analysis={analysis} />
        <StatusRow status={MARK[second]}>{secondWord(second)}</StatusRow>
      </div>
      {/* Stays while the entry is in line, so that the focus does. */}
      <Button
        size="small"
        pending={isSending || second !== "wanted"}
        aria-label={t`Read again: ${name}`}
        onClick={() => send(() => readAgain([entry.id]))}
      >
        {t`Read again`}
      </Button>
    </li>
  );
}

function Reasons({ analysis }: Pick<Waiting, "analysis">) {
  const { completed_at: at } = analysis;
  return (
    <p className="text-sm text-ink-2 [overflow-wrap:anywhere]">
      {reasonSentences(analysis).join(" ")}
      {at === null ? null : (
        <>
          {" "}
          <time dateTime={at}>{t`Tried ${formatAgo(at)}.`}</time>
        </>
      )}
    </p>
  );
}

/** A row that goes away with the focus in it gives it to the heading. */
function useFocusKept<T extends HTMLElement>() {
  const row = useRef<T>(null);
  useLayoutEffect(() => {
    const { current } = row;
    return () => {
      if (current?.contains(document.activeElement)) focusHeading();
    };
  }, []);
  return row;
}
