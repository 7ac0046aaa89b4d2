import { describe, expect, it } from "vitest";
import { unread } from "@/sync/mutators";
import type { AnalysisRow, Evidence, Mood } from "@/sync/rows";
import { shownReading } from "./shown";

const piece = (kind: string, label: string, polarity: number | null = null): Evidence => ({
  kind,
  label,
  quote: "q",
  start: 0,
  end: 1,
  polarity,
  strength: 1,
});

const sam = { id: "s", name: "Sam", relationship: "friend" as const, notes: "" };
const EVIDENCE = [piece("sentiment", "tone", 0.4), piece("sentiment", "tone", -0.4), piece("emotion", "joy")];

function shown(mood: Mood | null, tone: number | null, method: string) {
  const analysis: AnalysisRow = {
    ...unread("e"),
    method,
    sentiment_score: tone,
    emotions: ["joy", "sadness"],
    evidence: EVIDENCE,
  };
  const { sentiment_score, emotions, evidence } = shownReading({ text: "q", mood }, analysis, []);
  return { tone: sentiment_score, emotions, evidence: evidence.map((it) => EVIDENCE.indexOf(it)) };
}

describe("an entry that is heavy", () => {
  it("is not said to be light by rules where its writer felt low", () => {
    expect(shown(1, 0.24, "rule_based_fallback")).toEqual({ tone: null, emotions: ["sadness"], evidence: [1] });
  });

  it("has no light words, and no joy by rules, where its tone is heavy", () => {
    expect(shown(null, -0.3, "rule_based_fallback")).toEqual({ tone: -0.3, emotions: ["sadness"], evidence: [1] });
    expect(shown(null, -0.3, "ai_powered")).toEqual({ tone: -0.3, emotions: ["joy", "sadness"], evidence: [1, 2] });
  });

  it("keeps what a model heard against the mood", () => {
    expect(shown(1, 0.8, "ai_powered")).toEqual({ tone: 0.8, emotions: ["joy", "sadness"], evidence: [0, 1, 2] });
  });
});

it("leaves any other entry as it was read", () => {
  expect(shown(4, -0.1, "rule_based_fallback")).toEqual({
    tone: -0.1,
    emotions: ["joy", "sadness"],
    evidence: [0, 1, 2],
  });
});

describe("people", () => {
  const entry = { text: "🙂 Sam and Sam", mood: null };

  it("who came to the list after the reading are found where they are", () => {
    const { evidence } = shownReading(entry, unread("e"), [sam]);
    expect(evidence).toMatchObject([
      { kind: "person", label: "s", quote: "Sam", start: 2, end: 5 },
      { kind: "person", label: "s", quote: "Sam", start: 10, end: 13 },
    ]);
  });

  it("whom the reading found are not found twice, and the deleted are gone", () => {
    const read = { ...unread("e"), evidence: [piece("person", "s"), piece("person", "deleted")] };
    expect(shownReading(entry, read, [sam]).evidence).toEqual([piece("person", "s")]);
  });
});
