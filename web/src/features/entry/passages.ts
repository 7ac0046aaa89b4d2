import type { Evidence } from "@/sync/rows";
import type { Place } from "./marks";

/** A sentence of longer than this is cut down to the words that findings rest on. */
const LONGEST = 220;

/** A part of the text that findings rest on, and (by index in the evidence) everything that was found there. */
export interface Passage {
  quote: string;
  /** Where it is; nothing when its words are no longer in the entry. */
  place: Place | undefined;
  evidence: readonly number[];
}

type Run = Place & { evidence: number[] };

/**
 * The text's sentences with findings, in order; a sentence that was written twice is one of them, at its first place.
 * Then the quotes whose words are gone.
 */
export function passagesOf(
  text: string,
  evidence: readonly Evidence[],
  places: readonly (Place | undefined)[],
): Passage[] {
  const sentences = sentencesOf(text);
  const runs = places.flatMap((place, index) => (place ? [{ ...around(sentences, place), evidence: [index] }] : []));
  const gone = evidence.flatMap(({ quote }, index) =>
    places[index] ? [] : [{ quote: excerpt(quote, 0, quote.length), place: undefined, evidence: [index] }],
  );
  return onePerQuote([...joined(runs).map((run) => passage(text, run, places)), ...gone]);
}

function onePerQuote(passages: readonly Passage[]): Passage[] {
  const byQuote = new Map<string, Passage>();
  for (const passage of passages) {
    const first = byQuote.get(passage.quote);
    byQuote.set(passage.quote, first ? { ...first, evidence: [...first.evidence, ...passage.evidence] } : passage);
  }
  return [...byQuote.values()];
}

/** The `count` passages with the strongest findings, in the order of the text. */
export function strongestPassages(
  passages: readonly Passage[],
  evidence: readonly Evidence[],
  count: number,
): readonly Passage[] {
  // A name says that someone is there, not how much it matters.
  const strength = (index: number) => (evidence[index]?.kind === "person" ? 0 : (evidence[index]?.strength ?? 0));
  const weight = (passage: Passage) => passage.evidence.reduce((sum, index) => sum + strength(index), 0);
  const best = [...passages].sort((a, b) => weight(b) - weight(a)).slice(0, count);
  return passages.filter((passage) => best.includes(passage));
}

function sentencesOf(text: string): Place[] {
  const segments = new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(text);
  return [...segments].map(({ segment, index }) => {
    const start = index + (segment.length - segment.trimStart().length);
    return { start, end: Math.max(start, index + segment.trimEnd().length) };
  });
}

/** The sentences that `place` touches, as one place. */
function around(sentences: readonly Place[], place: Place): Place {
  const touched = sentences.filter(({ start, end }) => start < place.end && end > place.start);
  return {
    start: Math.min(place.start, ...touched.map(({ start }) => start)),
    end: Math.max(place.end, ...touched.map(({ end }) => end)),
  };
}

/** `runs` in order, those that overlap made one. */
function joined(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of [...runs].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last && run.start < last.end) {
      last.end = Math.max(last.end, run.end);
      last.evidence.push(...run.evidence);
    } else out.push({ ...run, evidence: [...run.evidence] });
  }
  return out;
}

function passage(text: string, { start, end, evidence }: Run, places: readonly (Place | undefined)[]): Passage {
  const place = { start, end };
  const indexes = evidence.sort((a, b) => a - b);
  if (end - start <= LONGEST) return { quote: text.slice(start, end), place, evidence: indexes };
  // A finding on the whole sentence says nothing about where in it the words are.
  const exact = indexes.flatMap((index) => places[index] ?? []).filter((it) => it.end - it.start <= LONGEST);
  const first = Math.min(...exact.map((it) => it.start), end);
  const from = exact.length > 0 ? first : start;
  return { quote: `${from > start ? "… " : ""}${excerpt(text, from, end)}`, place, evidence: indexes };
}

/** The text between two places, cut where it grows too long, but never within a character. */
function excerpt(text: string, from: number, end: number): string {
  if (end - from <= LONGEST) return text.slice(from, end).trim();
  const to = from + LONGEST;
  const isWithin = (text.codePointAt(to - 1) ?? 0) > 0xffff;
  return `${text.slice(from, isWithin ? to - 1 : to).trim()} …`;
}
