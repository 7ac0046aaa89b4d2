import { describe, expect, it } from "vitest";
import type { Insight } from "@/api/insights";
import {
  basisWord,
  besideSentence,
  claimSentence,
  methodWords,
  progressSentence,
  subjectsOf,
  subjectWord,
} from "./words";

const INSIGHT: Insight = {
  id: "1",
  kind: "rhythm",
  feedback: null,
  parameters: {
    theme: null,
    person_id: null,
    tag: null,
    weekday: 7,
    part_of_day: null,
    measure: "mood",
    is_high: false,
    days: null,
    mood_is_higher: null,
    entries: null,
  },
  share: { hits: 9, of: 13 },
  otherwise: { hits: 20, of: 90 },
  effect: { size: 0.47, low: 0.213, high: 0.641 },
  certainty: "fairly_sure",
  entries: 103,
  from: "2026-05-18",
  to: "2026-11-15",
  evidence: [],
  counter: [],
};

const NOW = new Date("2026-11-18T12:00:00Z");
const nameOf = () => "Ben";
const with_ = (change: Partial<Insight>, parameters: Partial<Insight["parameters"]> = {}): Insight => ({
  ...INSIGHT,
  ...change,
  parameters: { ...INSIGHT.parameters, weekday: null, measure: null, is_high: null, ...parameters },
});
const said = (insight: Insight) => claimSentence(insight, nameOf);

describe("a claim", () => {
  it("of a pattern counts what speaks against it", () => {
    expect(said(INSIGHT)).toBe("On 9 of 13 Sundays, the mood you chose was low.");
    expect(besideSentence(INSIGHT)).toBe("On other days, it was so on 20 of 90.");
    const evening = with_({}, { part_of_day: "evening", measure: "tone", is_high: true });
    expect(said(evening)).toBe("On 9 of 13 evenings, your writing leaned positive.");
    expect(besideSentence(evening)).toBe("At other times, it was so on 20 of 90.");
    const of = (parameters: Partial<Insight["parameters"]>) =>
      said(with_({ kind: "trigger" }, { measure: "tone", is_high: false, ...parameters }));
    expect(of({ theme: "work" })).toBe("On 9 of 13 days when you wrote about work, your writing leaned negative.");
    expect(of({ person_id: "x" })).toBe("On 9 of 13 days with Ben in an entry, your writing leaned negative.");
    expect(of({ tag: "gym" })).toBe("On 9 of 13 days with the tag “gym”, your writing leaned negative.");
  });

  it("of any other kind is a count", () => {
    expect(said(with_({ kind: "repair" }, { person_id: "x", days: 2 }))).toBe(
      "After hard words about Ben, a good entry followed 9 of 13 times; half of those within 2 days.",
    );
    expect(said(with_({ kind: "starter" }, { theme: "money", person_id: "x" }))).toMatch(/mostly with Ben in it\.$/);
    expect(said(with_({ kind: "recurring_theme" }, { theme: "work" }))).toBe(
      "Work came up in 9 of 13 entries of the last four weeks.",
    );
    expect(said(with_({ kind: "mood_and_tone" }, { mood_is_higher: false }))).toMatch(/lower than the tone/);
    expect(said(with_({ kind: "gratitude" }))).toBe("9 of 13 entries of the last four weeks tell of gratitude.");
    expect(said(with_({ kind: "milestone" }, { entries: 50 }))).toMatch(/finished 50 entries since (18 May|May 18)/);
  });

  it("names no cause and no verdict in any of its words", () => {
    const kinds = ["trigger", "rhythm", "repair", "starter", "recurring_theme", "mood_and_tone", "gratitude"] as const;
    const words = kinds.flatMap((kind) => {
      const insight = with_({ kind }, { theme: "work", weekday: kind === "rhythm" ? 1 : null, measure: "mood" });
      return [said(insight), besideSentence(insight) ?? "", methodWords(insight)];
    });
    expect(words.join(" ")).not.toMatch(
      /because|cause|leads? to|makes? you|you (are|were) |depress|anxi|disorder|should/i,
    );
  });

  it("says from how much, and how sure", () => {
    expect(basisWord(INSIGHT, NOW)).toMatch(/^From 103 entries, (18 May|May 18) – (15 Nov|Nov 15): fairly sure\.$/);
    expect(methodWords(INSIGHT)).toMatch(/by 21 to 64 points of 100/);
  });
});

it("can be silenced by what it speaks of, and by its kind", () => {
  const subjects = subjectsOf(with_({ kind: "starter" }, { theme: "money", person_id: "x" }));
  expect(subjects.map((subject) => subjectWord(subject, nameOf))).toEqual(["Money", "Ben", "Open questions"]);
});

it("says how far it is", () => {
  const progress = { entries: 1, days: 1, days_needed: 3, pattern_days: 0, pattern_days_needed: 30 };
  expect(progressSentence(progress)).toMatch(/three different days: so far there is 1 day\.$/);
  expect(progressSentence({ ...progress, days: 9, pattern_days: 8 })).toMatch(/8 of 30 days so far\.$/);
  expect(progressSentence({ ...progress, days: 40, pattern_days: 33 })).toMatch(/^Nothing stands out at the moment/);
});
