import { t } from "@lingui/core/macro";
import { ChevronRight } from "lucide-react";
import type { FactorHealth, FactorName, HealthEvidence } from "@/api/personHealth";
import { useWordsOnly } from "@/app/wordsOnly";
import { EvidenceList } from "./EvidenceList";
import { factorName, factorWord } from "./words";

type Props = {
  name: FactorName;
  factor: FactorHealth;
  evidence: readonly HealthEvidence[];
  isOffline: boolean;
  onDispute: (piece: HealthEvidence, disputed: boolean) => void;
};

/** A factor with its bar; it opens to the words it rests on. */
export function FactorRow({ name, factor, evidence, isOffline, onDispute }: Props) {
  const word = factorWord(factor, useWordsOnly());
  const heading = (
    <>
      <span className="font-medium">{factorName(name)}</span>
      <span className="text-sm text-ink-2">{word}</span>
    </>
  );
  if (evidence.length === 0) {
    return (
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-t border-line py-3 ps-6">
        {heading}
      </div>
    );
  }
  return (
    <details className="group border-t border-line">
      <summary className="flex min-h-11 cursor-pointer list-none items-start gap-2 rounded-control py-3 hover:bg-sunken">
        <ChevronRight aria-hidden="true" className="mt-0.5 size-4 shrink-0 transition-transform group-open:rotate-90" />
        <span className="flex min-w-0 flex-1 flex-col gap-2">
          <span className="flex flex-wrap items-baseline justify-between gap-x-4">{heading}</span>
          <Bar factor={factor} />
        </span>
      </summary>
      <div className="flex flex-col gap-2 pb-4 ps-6">
        {factor.last_month === null ? null : (
          <p className="text-sm text-ink-2">{t`The line across the bar is where it was a month ago.`}</p>
        )}
        <EvidenceList evidence={evidence} isOffline={isOffline} onDispute={onDispute} />
      </div>
    </details>
  );
}

/** The words beside it say the same: it is for the eye alone. */
function Bar({ factor: { status, score, interval, last_month } }: { factor: FactorHealth }) {
  if (score === null || interval === null) return null;
  const isEarly = status === "early";
  const [from, to] = isEarly ? [interval.low, interval.high] : [0, score];
  return (
    <svg aria-hidden="true" viewBox="0 0 100 6" preserveAspectRatio="none" className="h-2 w-full">
      <rect width="100" height="6" rx="1" className="fill-sunken" />
      <rect x={from} width={to - from} height="6" rx="1" className={isEarly ? "fill-control" : "fill-accent"} />
      {last_month === null ? null : <rect x={last_month - 0.3} width="0.6" height="6" className="fill-ink" />}
    </svg>
  );
}
