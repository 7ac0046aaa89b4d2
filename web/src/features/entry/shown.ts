import { finderOf } from "@/sync/names";
import type { AnalysisRow, EntryRow, Evidence, PersonRow } from "@/sync/rows";
import { isHeavyTone } from "@/ui/tone";
import { isByRules } from "./words";

/** Findings of rules that would sound cheerful beside heavy words. */
const CHEERFUL = ["joy", "pride"];

/** From this tone on the writing is called light. */
const LIGHT = 0.15;

type Words = Pick<EntryRow, "text" | "mood">;

/**
 * A reading as it is shown: with everyone who is named now, and without what would be out of place. Rules that hear
 * something light where someone feels low have most likely misheard, so that is left out.
 */
export function shownReading(entry: Words, analysis: AnalysisRow, people: readonly PersonRow[]): AnalysisRow {
  const isOut = outOfPlace(entry, analysis);
  const there = analysis.evidence.filter((piece) => !isOut(piece) && !isOfNobody(piece, people));
  return {
    ...analysis,
    sentiment_score: shownTone(entry, analysis),
    emotions: analysis.emotions.filter((label) => !isOut({ kind: "emotion", label, polarity: null })),
    evidence: [...there, ...namedSince(entry.text, there, people)],
  };
}

function shownTone({ mood }: Words, analysis: AnalysisRow): number | null {
  const { sentiment_score: score } = analysis;
  return isByRules(analysis) && isLow(mood) && (score ?? 0) >= LIGHT ? null : score;
}

type Label = Pick<Evidence, "kind" | "label" | "polarity">;

/** What is not said of an entry that is heavy, as its writer felt or as its words are. */
function outOfPlace({ mood }: Words, analysis: AnalysisRow): (finding: Label) => boolean {
  const byRules = isByRules(analysis);
  if (!(byRules && isLow(mood)) && !isHeavyTone(analysis.sentiment_score)) return () => false;
  return ({ kind, label, polarity }) =>
    (kind === "sentiment" && (polarity ?? 0) > 0) || (kind === "emotion" && byRules && CHEERFUL.includes(label));
}

function isLow(mood: EntryRow["mood"]): boolean {
  return mood !== null && mood < 3;
}

/** Whether the finding is someone who was deleted since. */
function isOfNobody({ kind, label }: Evidence, people: readonly PersonRow[]): boolean {
  return kind === "person" && !people.some(({ id }) => id === label);
}

/** Where people are named whom the reading did not know yet. */
function namedSince(text: string, evidence: readonly Evidence[], people: readonly PersonRow[]): Evidence[] {
  const known = new Set(evidence.flatMap(({ kind, label }) => (kind === "person" ? [label] : [])));
  let [seen, first] = [0, 0];
  return finderOf(people)(text)
    .filter(({ person }) => !known.has(person))
    .map(({ person, start, end }) => {
      const quote = text.slice(start, end);
      first += [...text.slice(seen, start)].length;
      seen = start;
      const place = { start: first, end: first + [...quote].length };
      return { kind: "person", label: person, quote, ...place, polarity: null, strength: 1 };
    });
}
