import { describe, expect, it } from "vitest";
import type { FactorHealth, PersonHealth } from "@/api/personHealth";
import { bandWord, basis, factorWord, notEnough, scoreText, scoreWords, trendSentence } from "./words";

const FACTOR: FactorHealth = {
  status: "established",
  score: 63.4,
  interval: { low: 51.2, high: 74.9 },
  last_month: null,
  mentions: 20,
  trend_direction: "stable",
  trend_certainty: "not_enough",
};

const HEALTH: PersonHealth = {
  ...FACTOR,
  confidence: 0.7,
  factor_breakdown: {
    communication: FACTOR,
    emotional_support: FACTOR,
    conflict_resolution: FACTOR,
    trust_intimacy: FACTOR,
    shared_growth: FACTOR,
  },
  trend_change: null,
  trend_since: null,
  trend_weeks: 3,
  trend_line: [],
  calculation_method: "fallback_scoring",
  entries: 9,
  last_at: "2026-11-17T12:00:00Z",
  evidence: [],
};

describe("the score", () => {
  it("is no more precise than what is known", () => {
    expect(scoreText(FACTOR)).toBe("63");
    expect(scoreText({ ...FACTOR, mentions: 11 })).toBe("65");
    expect(scoreText({ ...FACTOR, status: "early" })).toBe("50–75");
    expect(scoreText({ ...FACTOR, status: "not_enough", score: null, interval: null })).toBeUndefined();
  });

  it("has a word for the writing", () => {
    expect([0, 30, 45, 60, 75, 100].map(bandWord)).toEqual(["Strained", "Uneven", "Steady", "Warm", "Close", "Close"]);
  });

  it("can be said without a number", () => {
    expect(scoreWords(FACTOR)).toBe("Warm");
    expect(scoreWords({ ...FACTOR, status: "early" })).toBe("Steady to warm");
    expect(scoreWords({ ...FACTOR, status: "early", interval: { low: 61, high: 70 } })).toBe("Warm");
    expect(scoreWords({ ...FACTOR, status: "not_enough", score: null, interval: null })).toBeUndefined();
  });

  it("of a factor is never filled in", () => {
    const none = { ...FACTOR, status: "not_enough", score: null, interval: null } as const;
    expect(factorWord(FACTOR, false)).toBe("Warm, 63");
    expect(factorWord(FACTOR, true)).toBe("Warm");
    expect(factorWord({ ...none, mentions: 0 }, false)).toBe("Nothing written about this yet");
    expect(factorWord({ ...none, mentions: 2 }, true)).toBe("Not enough yet: 2 mentions");
  });

  it("says how much is missing", () => {
    const none = { ...HEALTH, status: "not_enough", score: null, interval: null, mentions: 2 } as const;
    expect(notEnough(none)).toBe("Not enough yet: 2 of 5 mentions");
    expect(notEnough({ ...none, calculation_method: "full_ai_analysis" })).toBe("Not enough yet: 2 of 3 mentions");
    expect(notEnough({ ...none, mentions: 9 })).toMatch(/too faint, or too long ago/);
  });

  it("says how sure it is, and of what", () => {
    const now = new Date("2026-11-20T12:00:00Z");
    expect(basis(HEALTH, now)).toBe("Well supported, from 20 mentions in 9 entries, the last 3 days ago");
    expect(basis({ ...HEALTH, confidence: 0.5 }, now)).toMatch(/^Fairly sure/);
    expect(basis({ ...HEALTH, status: "early" }, now)).toMatch(/^A guess/);
  });
});

describe("the trend", () => {
  const trend = (change: Partial<PersonHealth>, inWords = false) =>
    trendSentence({ ...HEALTH, trend_since: "2026-10-05T12:00:00Z", ...change }, inWords);

  it("says how long it takes before there is one", () => {
    expect(trend({})).toBe("A trend needs about 8 to 12 weeks of writing; 3 weeks count so far.");
    expect(trend({ trend_certainty: "unclear" })).toMatch(/^No clear change/);
  });

  it("has a direction only where it is supported", () => {
    const supported = { trend_certainty: "supported", trend_change: 6.4 } as const;
    expect(trend({ ...supported, trend_direction: "improving" })).toBe("Up 6 since October");
    expect(trend({ ...supported, trend_direction: "declining", trend_change: -6.4 })).toBe("Down 6 since October");
    expect(trend({ ...supported, trend_direction: "improving" }, true)).toBe("Lighter than in October");
    expect(trend({ ...supported, trend_direction: "stable" })).toBe("About the same since October");
  });
});
