import { t } from "@lingui/core/macro";
import { TrendingDown, TrendingUp } from "lucide-react";
import type { HealthSummary } from "@/api/personHealth";
import { useWordsOnly } from "@/app/wordsOnly";
import { Sparkline } from "@/charts/Sparkline";
import { bandWord, scoreText, scoreWords, trendSentence } from "./words";

/** The score in a line, with a direction only where one is supported. Without a score nothing is said. */
export function ScoreLine({ health }: { health: HealthSummary }) {
  const inWords = useWordsOnly();
  const text = scoreText(health);
  if (health.score === null || text === undefined) return null;
  const isSupported = health.trend_certainty === "supported" && health.trend_direction !== "stable";
  const Arrow = health.trend_direction === "improving" ? TrendingUp : TrendingDown;
  return (
    <div className="flex items-center justify-between gap-4">
      <div className="flex flex-col gap-0.5">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="sr-only">{t`Reflection score`}: </span>
          <span className="font-serif text-lg">{inWords ? scoreWords(health) : bandWord(health.score)}</span>
          {inWords ? null : <span className="text-ink-2 tabular-nums">{text}</span>}
        </p>
        {isSupported ? (
          <p className="flex items-center gap-2 text-sm">
            <Arrow aria-hidden="true" className="size-4 shrink-0" />
            {trendSentence(health, inWords)}
          </p>
        ) : null}
      </div>
      {inWords ? null : <Sparkline weeks={health.trend_line} />}
    </div>
  );
}
