import { plural, t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { formatNumber } from "@/lib/dates";
import { useAnalyses, useEntries } from "@/sync/react";
import { countTelling } from "./telling";

/** `entries`, `words`: of all finished entries, as the server counts them. */
type Props = { entries: number; words: number };

/** How much was written, and in how much of that something was found. */
export function Totals({ entries, words }: Props) {
  const telling = countTelling(useEntries({ status: "published" }), useAnalyses());
  return (
    <dl className="grid grid-cols-3 gap-3">
      <Tile label={plural(entries, { one: "finished entry", other: "finished entries" })}>{formatNumber(entries)}</Tile>
      <Tile label={t`words`}>{formatNumber(words)}</Tile>
      <Tile label={t`with something found`}>{formatNumber(telling)}</Tile>
    </dl>
  );
}

function Tile({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col-reverse justify-end rounded-card border border-line bg-surface px-3 py-3 tablet:px-4">
      <dt className="text-sm text-ink-2">{label}</dt>
      <dd className="font-serif text-2xl tabular-nums">{children}</dd>
    </div>
  );
}
