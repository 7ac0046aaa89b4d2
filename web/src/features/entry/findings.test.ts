import { describe, expect, it } from "vitest";
import { unread } from "@/sync/mutators";
import type { AnalysisRow, Evidence, PersonRow } from "@/sync/rows";
import { findingsOf, type Kind, shownEvidence } from "./findings";
import { confidenceWord, formatElapsed, isReasonGone, languageWord, methodSentence, moodDiffers } from "./words";

const piece = (kind: string, label: string, polarity: number | null = null): Evidence => ({
  kind,
  label,
  quote: "q",
  start: 0,
  end: 1,
  polarity,
  strength: 1,
});

const analysis = (evidence: Evidence[], change: Partial<AnalysisRow> = {}): AnalysisRow => ({
  ...unread("e"),
  evidence,
  ...change,
});

const find = (read: AnalysisRow, kind: Kind, people: readonly PersonRow[]) =>
  findingsOf(read, shownEvidence(read), kind, people);

describe("findingsOf", () => {
  it("keeps the server's order, strongest first, with the words each rests on", () => {
    const read = analysis([piece("emotion", "love"), piece("theme", "money"), piece("emotion", "fear")], {
      emotions: ["fear", "love"],
    });
    expect(find(read, "emotion", [])).toEqual([
      { kind: "emotion", label: "fear", word: "Fear", evidence: [2] },
      { kind: "emotion", label: "love", word: "Love", evidence: [0] },
    ]);
  });

  it("tells the two directions of a factor apart", () => {
    const read = analysis([piece("factor", "communication", 0.5), piece("factor", "communication", -0.5)]);
    expect(find(read, "factor", []).map((finding) => finding.word)).toEqual(["Talking and listening", "Hard to talk"]);
  });

  it("names people as the user does", () => {
    const read = analysis([piece("person", "p"), piece("person", "gone")]);
    const people = [{ id: "p", name: "Sam", relationship: "friend" as const, notes: "" }];
    expect(find(read, "person", people).map((finding) => finding.word)).toEqual(["Sam", "Someone"]);
  });

  it("shows the one way of talking that the whole text leans to", () => {
    const read = analysis([piece("style", "avoidant"), piece("style", "direct")], { communication_style: "direct" });
    expect(find(read, "style", []).map(({ word, evidence }) => [word, evidence])).toEqual([["Plainly", [0]]]);
    expect(find({ ...read, communication_style: null }, "style", [])).toEqual([]);
  });

  it("has words for a style without evidence, and shows a label it does not know as it is", () => {
    expect(find(analysis([], { communication_style: "direct" }), "style", [])[0]?.word).toBe("Plainly");
    expect(find(analysis([], { themes: ["night_shift"] }), "theme", [])[0]?.word).toBe("night shift");
  });
});

describe("words", () => {
  it("says how sure a reading is", () => {
    const words = (method: string) =>
      [0, 0.39, 0.4, 0.69, 0.7, 1].map((confidence) => confidenceWord({ confidence, method }));
    const guesses = ["a guess", "a guess", "fairly sure", "fairly sure"];
    expect(words("ai_powered")).toEqual([...guesses, "well supported", "well supported"]);
    expect(words("rule_based_fallback")).toEqual([...guesses, "fairly sure", "fairly sure"]);
  });

  it.each([
    [{ method: "ai_powered", model: "m", provider: "P" }, "Read by m at P."],
    [
      { method: "ai_powered", model: "m", provider: "P", answer_of: { entry_id: "e", at: "2020-05-04T12:00:00Z" } },
      /^Read by m at P on .*2020, in the same words. Nothing was sent this time.$/,
    ],
    [{ method: "rule_based_fallback", fallback_reason: "no_provider" }, "Read by simple rules on your server."],
    [{ method: "rule_based_fallback", fallback_reason: "private_entry" }, /because you keep this entry from AI/],
    [{ method: "rule_based_fallback", fallback_reason: "consent_off" }, /switched off in Settings/],
    [{ method: "rule_based_fallback", fallback_reason: "api_timeout" }, /did not answer in time/],
    [{ method: "rule_based_fallback", fallback_reason: "circuit_open" }, /was not reachable/],
    [{ method: "rule_based_fallback", fallback_reason: "daily_limit" }, /its limit of that day for models was reached/],
  ] as const)("says what read the entry: %o", (change, sentence) => {
    expect(methodSentence(analysis([], change), false)).toEqual(
      typeof sentence === "string" ? sentence : expect.stringMatching(sentence),
    );
  });

  it("tells a reason that no longer is one as past", () => {
    const because = (fallback_reason: string) =>
      methodSentence(analysis([], { method: "rule_based_fallback", fallback_reason }), true);
    expect(because("private_entry")).toMatch(/you kept this entry from AI then/);
    expect(because("consent_off")).toMatch(/was switched off then/);
  });

  it.each([
    ["private_entry", true, true, false],
    ["private_entry", false, false, true],
    ["consent_off", false, false, false],
    ["consent_off", false, true, true],
    ["consent_off", true, true, false],
    ["no_provider", false, true, false],
    [null, false, true, false],
  ])("%s, with the entry kept: %s and consent: %s, is gone: %s", (reason, kept, consent, gone) => {
    expect(isReasonGone(reason, { kept, consent })).toBe(gone);
  });

  it("sets mood and tone side by side only where they differ by more than 0.6", () => {
    const heard = (sentiment_score: number | null) => ({ method: "ai_powered", sentiment_score });
    expect(moodDiffers(5, heard(0.4))).toBe(false);
    expect(moodDiffers(5, heard(0.39))).toBe(true);
    expect(moodDiffers(1, heard(-0.5))).toBe(false);
    expect(moodDiffers(null, heard(1))).toBe(false);
    expect(moodDiffers(3, heard(null))).toBe(false);
  });

  it("never holds what rules heard against a mood", () => {
    expect(moodDiffers(1, { method: "rule_based_fallback", sentiment_score: 1 })).toBe(false);
  });

  it("knows languages by their tags", () => {
    expect(["de", "pt-BR", "und", "no tag"].map(languageWord)).toEqual([
      "German",
      "Brazilian Portuguese",
      undefined,
      undefined,
    ]);
  });

  it("counts minutes and seconds", () => {
    expect([-5, 12_900, 61_000].map(formatElapsed)).toEqual(["0:00", "0:12", "1:01"]);
  });
});
