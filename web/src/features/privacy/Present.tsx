import { t } from "@lingui/core/macro";
import { ArrowRight, Lock, Send } from "lucide-react";
import type { Consents } from "@/api/consents";
import { present, receivers } from "./words";

/** How things stand now, in one sentence, and the way that words take. */
export function Present({ consents }: { consents: Consents }) {
  const names = receivers(consents).map((consent) => consent.name);
  const Icon = names.length === 0 ? Lock : Send;
  const stations = [
    t`Your device`,
    t`Your server`,
    ...(names.length === 0 ? [t`Nothing further`] : [names.join(", ")]),
  ];
  return (
    <section aria-label={t`At present`} className="rounded-card border border-line bg-surface p-4 tablet:p-6">
      <div className="flex items-start gap-3">
        <Icon aria-hidden="true" className="mt-1.5 size-5 shrink-0 text-accent" />
        <p className="font-serif text-xl text-balance [overflow-wrap:anywhere]">{present(consents)}</p>
      </div>
      <ol className="mt-4 flex flex-wrap items-center gap-x-2 gap-y-2 text-sm">
        {stations.map((station, index) => (
          <li key={station} className="flex min-w-0 items-center gap-2">
            {index > 0 ? <ArrowRight aria-hidden="true" className="size-4 shrink-0 text-ink-2 rtl:rotate-180" /> : null}
            <span className={STATION[index < 2 ? "own" : names.length === 0 ? "end" : "other"]}>{station}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const STATION = {
  own: "rounded-full border border-line bg-sunken px-3 py-1",
  end: "rounded-full border border-dashed border-control px-3 py-1 text-ink-2",
  other: "rounded-full border border-accent px-3 py-1 text-accent [overflow-wrap:anywhere]",
};
