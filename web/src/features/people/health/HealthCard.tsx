import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { TrendingDown, TrendingUp } from "lucide-react";
import type { FactorName, PersonHealth } from "@/api/personHealth";
import { Unreachable } from "@/api/problem";
import { Outage } from "@/app/Outage";
import { useWordsOnly } from "@/app/wordsOnly";
import { cx } from "@/lib/cx";
import { LINK } from "@/ui/link";
import { Skeleton } from "@/ui/Skeleton";
import { EvidenceList } from "./EvidenceList";
import { FactorRow } from "./FactorRow";
import { SafetyCard } from "./SafetyCard";
import { type Health, useHealth } from "./useHealth";
import { bandWord, basis, notEnough, scoreText, scoreWords, trendSentence } from "./words";

const FACTORS: readonly FactorName[] = [
  "communication",
  "emotional_support",
  "conflict_resolution",
  "trust_intimacy",
  "shared_growth",
];

/** How somebody has been writing about a relationship: a reflection of the writing, never a verdict. */
export function HealthCard({ person }: { person: string }) {
  const health = useHealth(person);
  const { data, error, isOffline } = health;
  const failure = error ?? (isOffline ? new Unreachable("offline") : undefined);
  const note = data && t`This is how it was when it was last there; nothing can be taken away until it is back.`;
  return (
    <section
      aria-labelledby="health"
      className="flex flex-col gap-5 rounded-card border border-line bg-surface p-4 tablet:p-6"
    >
      <header>
        <h2 id="health" className="font-medium">{t`Reflection score`}</h2>
        <p className="text-sm text-ink-2">{t`How you have been writing about this relationship`}</p>
      </header>
      {failure === undefined ? null : <Outage error={failure} note={note} onRetry={health.reload} />}
      {data ? <Content data={data} health={health} /> : failure === undefined ? <Skeleton lines={5} /> : null}
    </section>
  );
}

function Content({ data, health }: { data: PersonHealth; health: Health }) {
  const { isOffline, setDisputed } = health;
  const of = (about: string) => data.evidence.filter((piece) => piece.about === about);
  if (data.status === "suppressed") {
    return <SafetyCard evidence={of("harm")} isOffline={isOffline} onDispute={setDisputed} />;
  }
  const isEmpty = data.mentions === 0 && data.evidence.length === 0;
  return (
    <>
      <Score data={data} />
      {isEmpty ? null : (
        <div>
          {FACTORS.map((name) => (
            <FactorRow
              key={name}
              name={name}
              factor={data.factor_breakdown[name]}
              evidence={of(name)}
              isOffline={isOffline}
              onDispute={setDisputed}
            />
          ))}
          <TakenBack data={data} health={health} />
        </div>
      )}
      <footer className="text-sm text-ink-2">
        {t`Describes your writing, not the person.`}{" "}
        <Link to="/how-it-works" className={LINK}>
          {t`How this works`}
        </Link>
      </footer>
    </>
  );
}

function Score({ data }: { data: PersonHealth }) {
  const inWords = useWordsOnly();
  const text = scoreText(data);
  if (data.score === null || text === undefined) {
    return (
      <p role="status" className="max-w-measure">
        {data.mentions === 0
          ? t`Nothing to reflect on yet: it begins with what you write about each other.`
          : notEnough(data)}
      </p>
    );
  }
  const isEarly = data.status === "early";
  return (
    <div className="flex flex-col gap-1">
      <p className={cx("flex flex-wrap items-baseline gap-x-3 font-serif text-2xl", isEarly ? "text-ink-2" : "")}>
        <span>{inWords ? scoreWords(data) : bandWord(data.score)}</span>
        {inWords ? null : (
          <>
            <span className="tabular-nums">{text}</span>
            <span className="font-sans text-sm text-ink-2">{t`of 100`}</span>
          </>
        )}
      </p>
      <Trend data={data} />
      <p className="text-sm text-ink-2">{basis(data)}</p>
    </div>
  );
}

function Trend({ data }: { data: PersonHealth }) {
  const { trend_certainty: certainty, trend_direction: direction } = data;
  const Arrow = direction === "improving" ? TrendingUp : direction === "declining" ? TrendingDown : undefined;
  return (
    <p className="flex items-center gap-2">
      {certainty === "supported" && Arrow ? <Arrow aria-hidden="true" className="size-4 shrink-0" /> : null}
      {trendSentence(data, useWordsOnly())}
    </p>
  );
}

/** Words that told of harm until their writer said that they do not: they can be taken back in. */
function TakenBack({ data, health }: { data: PersonHealth; health: Health }) {
  const harm = data.evidence.filter((piece) => piece.about === "harm");
  if (harm.length === 0) return null;
  return (
    <details className="border-t border-line">
      <summary className="min-h-11 cursor-pointer py-3 text-sm text-ink-2">{t`Words you said are not right`}</summary>
      <EvidenceList evidence={harm} isOffline={health.isOffline} onDispute={health.setDisputed} />
    </details>
  );
}
