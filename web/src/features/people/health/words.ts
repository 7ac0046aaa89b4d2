import { plural, t } from "@lingui/core/macro";
import type { FactorHealth, FactorName, HealthSummary, PersonHealth } from "@/api/personHealth";
import { formatAgo, formatMonthName } from "@/lib/dates";

/** Below so many mentions a whole number would say more than is known: steps of five. */
const FINE = 12;
/** From this confidence on, a score is well supported. */
const WELL = 0.63;
/** Mentions that are enough for a range, where rules or a model found them. */
const LEAST = { rules: 5, model: 3 };

/** How the writing has been, in a word. */
export function bandWord(score: number): string {
  if (score < 30) return t`Strained`;
  if (score < 45) return t`Uneven`;
  if (score < 60) return t`Steady`;
  if (score < 75) return t`Warm`;
  return t`Close`;
}

export function factorName(factor: FactorName): string {
  const names: Record<FactorName, () => string> = {
    communication: () => t`Communication`,
    emotional_support: () => t`Emotional support`,
    conflict_resolution: () => t`Conflict resolution`,
    trust_intimacy: () => t`Trust and intimacy`,
    shared_growth: () => t`Shared growth`,
  };
  return names[factor]();
}

type Scored = Pick<FactorHealth, "status" | "score" | "interval" | "mentions">;

/** "65", or while little is known where it lies: "50–70". Nothing where there is not enough. */
export function scoreText({ status, score, interval, mentions }: Scored): string | undefined {
  if (score === null || interval === null) return undefined;
  if (status === "early") return `${toFive(interval.low)}–${toFive(interval.high)}`;
  return String(mentions < FINE ? toFive(score) : Math.round(score));
}

const toFive = (value: number): number => 5 * Math.round(value / 5);

/** How the writing has been, in words alone: "Warm", or while little is known where it lies: "Steady to warm". */
export function scoreWords({ status, score, interval }: Scored): string | undefined {
  if (score === null || interval === null) return undefined;
  const [low, high] = [bandWord(interval.low), bandWord(interval.high)];
  return status === "early" && low !== high ? t`${low} to ${high.toLowerCase()}` : bandWord(score);
}

/** What a factor's bar says, for those who do not see it and those who do. */
export function factorWord(factor: FactorHealth, inWords: boolean): string {
  const { score, mentions } = factor;
  const text = inWords ? scoreWords(factor) : scoreText(factor);
  if (score !== null && text !== undefined) return inWords ? text : t`${bandWord(score)}, ${text}`;
  if (mentions === 0) return t`Nothing written about this yet`;
  return plural(mentions, { one: "Not enough yet: # mention", other: "Not enough yet: # mentions" });
}

/** Why there is no score. */
export function notEnough({ mentions, calculation_method: method }: PersonHealth): string {
  const least = method === "fallback_scoring" ? LEAST.rules : LEAST.model;
  if (mentions >= least) return t`Not enough yet: what you wrote is too faint, or too long ago.`;
  return t`Not enough yet: ${mentions} of ${least} mentions`;
}

/** "Fairly sure, from 12 mentions in 9 entries, the last 3 days ago" */
export function basis({ status, confidence, mentions, entries, last_at }: PersonHealth, now = new Date()): string {
  const sure = status === "early" ? t`A guess` : confidence < WELL ? t`Fairly sure` : t`Well supported`;
  const from = plural(mentions, { one: "# mention", other: "# mentions" });
  const within = plural(entries, { one: "# entry", other: "# entries" });
  return last_at === null
    ? t`${sure}, from ${from} in ${within}`
    : t`${sure}, from ${from} in ${within}, the last ${formatAgo(last_at, now)}`;
}

/** What the weeks show: a direction only where they bear it out. */
export function trendSentence(health: HealthSummary, inWords: boolean): string {
  const { trend_certainty: certainty, trend_direction: direction, trend_since: since, trend_weeks: weeks } = health;
  if (certainty === "not_enough") {
    const sofar = plural(weeks, { one: "# week counts so far", other: "# weeks count so far" });
    return t`A trend needs about 8 to 12 weeks of writing; ${sofar}.`;
  }
  if (certainty === "unclear") return t`No clear change. Smaller ones take more weeks to show.`;
  const points = Math.round(Math.abs(health.trend_change ?? 0));
  const month = since === null ? "" : formatMonthName(since);
  if (inWords && direction === "improving") return t`Lighter than in ${month}`;
  if (inWords && direction === "declining") return t`Heavier than in ${month}`;
  if (direction === "improving") return t`Up ${points} since ${month}`;
  if (direction === "declining") return t`Down ${points} since ${month}`;
  return t`About the same since ${month}`;
}
