/**
 * The second layer: a linear classifier whose weights are data. Its file, its features and its arithmetic are told in
 * crates/domain, crisis/weights.rs, and must be the same to the last bit.
 */

import { type Crisis, type Level, NOTHING, together } from "./level";
import type { Place, Text } from "./words";

const TITLE = "hearken-crisis-weights 2";
const HEADS = ["S1", "S2", "S3", "V"];
/** The place of V among them. */
const VIOLENCE = 3;
/** Sentences that are looked at together. */
const WINDOW = 4;
/** Words of a long sentence that are looked at together. */
const RUN = 16;

interface Head {
  scale: number;
  bias: number;
  threshold: number;
}

export interface Weights {
  bits: number;
  words: number;
  chars: { from: number; to: number };
  heads: readonly Head[];
  /** Above which score of each head what the rules found stays. */
  kept: readonly number[];
  weights: Int8Array;
}

/** Reads a file; an empty one has no classifier. */
export function readWeights(file: string): Weights | undefined {
  if (file.trim() === "") return undefined;
  const lines = file.split("\n");
  const [title = "", bits = "", words = "", chars = "", ...rest] = lines;
  const kept = rest[HEADS.length] ?? "";
  const isWhole =
    kept.startsWith("kept ") && numbers(kept).length === HEADS.length && numbers(kept).every(Number.isFinite);
  if (title.trim() !== TITLE || !isWhole || rest[HEADS.length + 1]?.trim() !== "weights")
    throw new Error("not the weights of crisis");
  const [from = 0, to = 0] = numbers(chars);
  return {
    bits: numbers(bits)[0] ?? 0,
    words: numbers(words)[0] ?? 0,
    chars: from === 0 ? { from: 1, to: 0 } : { from, to },
    heads: rest.slice(0, HEADS.length).map((line) => {
      const [, scale = 0, bias = 0, threshold = 0] = numbers(line);
      return { scale, bias, threshold };
    }),
    kept: numbers(kept),
    weights: decode(rest.slice(HEADS.length + 2).join("")),
  };
}

function numbers(line: string): number[] {
  return line.trim().split(/\s+/).slice(1).map(Number);
}

function decode(base64: string): Int8Array {
  const bytes = atob(base64.trim());
  const weights = new Int8Array(bytes.length);
  // A million of them: a function for each would be felt on a phone.
  for (let at = 0; at < bytes.length; at += 1) weights[at] = bytes.charCodeAt(at);
  return weights;
}

/** What each layer makes of a text: of what the rules found, what the weights do not speak against. */
export interface ByLayer {
  rules: Crisis;
  weights: Crisis;
}

/** What the classifier makes of a text, and what stays of what the rules `found` in each of its sentences. */
export function judge(text: Text, found: readonly Crisis[], weights: Weights): ByLayer {
  const sentences = text.sentences.map((place) => bucketsOf(text, place, weights));
  const met: Met = { seen: new Int32Array(1 << weights.bits), turn: 0 };
  const scores = scoresOf(windows(sentences), weights, met);
  const fires = (scores: Scores) => ofHeads((nth) => isAbove(scores[nth], weights.heads[nth]?.threshold));
  const stays = found.map((found, at) => {
    if (found.level === 0 && !found.violence) return NOTHING;
    const alone = text.sentences.slice(at, at + 1).flatMap(runs);
    const those = alone.map((run) => [bucketsOf(text, run, weights)]);
    return keep(
      found,
      [...scores.slice(Math.max(0, at + 1 - WINDOW), at + 1), ...scoresOf(those, weights, met)],
      weights,
    );
  });
  return { rules: stays.reduce(together, NOTHING), weights: scores.map(fires).reduce(together, NOTHING) };
}

/** What stays of what was found where these scores are. */
function keep(found: Crisis, scores: readonly Scores[], weights: Weights): Crisis {
  const stays = (nth: number) => scores.some((of) => isAbove(of[nth], weights.kept[nth]));
  return ofHeads((nth) => (nth === VIOLENCE ? found.violence : found.level > nth) && stays(nth));
}

type Sentence = readonly number[];
/** The score of each head. */
type Scores = readonly number[];

/** Sentences that are looked at together. */
function windows(sentences: readonly Sentence[]): Sentence[][] {
  if (sentences.length === 0) return [];
  const count = Math.max(1, sentences.length - WINDOW + 1);
  return Array.from({ length: count }, (_, at) => sentences.slice(at, at + WINDOW));
}

/** A sentence, or runs of its words if it is long. */
function runs({ start, end }: Place): Place[] {
  const count = Math.max(1, Math.ceil((end - start) / (RUN / 2)) - 1);
  return Array.from({ length: count }, (_, nth) => start + (nth * RUN) / 2).map((at) => ({
    start: at,
    end: Math.min(end, at + RUN),
  }));
}

/** The scores in each of some places. */
function scoresOf(places: readonly (readonly Sentence[])[], weights: Weights, met: Met): Scores[] {
  return places.map((window) => {
    met.turn += 1;
    return scoresIn(window, weights, met);
  });
}

function ofHeads(isSo: (nth: number) => boolean): Crisis {
  const levels: readonly Level[] = [3, 2, 1];
  return { level: levels.find((level) => isSo(level - 1)) ?? 0, violence: isSo(VIOLENCE) };
}

/** Which buckets were met in this turn: those whose place holds its number. */
interface Met {
  seen: Int32Array;
  turn: number;
}

function scoresIn(window: readonly Sentence[], weights: Weights, { seen, turn }: Met): Scores {
  const sums = weights.heads.map(() => 0);
  let count = 0;
  for (const buckets of window) {
    for (const bucket of buckets) {
      if (seen[bucket] === turn) continue;
      seen[bucket] = turn;
      count += 1;
      for (let nth = 0; nth < sums.length; nth += 1) {
        sums[nth] = (sums[nth] ?? 0) + (weights.weights[(nth << weights.bits) + bucket] ?? 0);
      }
    }
  }
  return weights.heads.map(({ bias, scale }, nth) => bias + (scale * (sums[nth] ?? 0)) / Math.sqrt(count));
}

/** Where there are no words, the score is no number, and above nothing. */
const isAbove = (score: number | undefined, limit: number | undefined): boolean =>
  score !== undefined && limit !== undefined && score > limit;

/** The buckets of a sentence, some more than once. */
function bucketsOf(text: Text, { start, end }: Place, weights: Weights): number[] {
  const words = text.words.slice(start, end).map((word) => codesOf(word.text));
  const hashes: number[] = [];
  hashWords(words, weights.words, hashes);
  for (const word of words) hashChars(word, weights.chars, hashes);
  const mask = (1 << weights.bits) - 1;
  return hashes.map((hash) => (hash ^ (hash >>> 15)) & mask);
}

type Codes = readonly number[];

const codesOf = (text: string): Codes => Array.from(text, (char) => char.codePointAt(0) ?? 0);
const SPACE = 32;
const [BEGIN, END, CHARS] = ["^", "$", "c:"].map(codesOf) as [Codes, Codes, Codes];

const hashOf = (codes: Codes, hash = 2_166_136_261) =>
  codes.reduce((hash, code) => Math.imul(hash ^ code, 16_777_619), hash);

/** The runs of up to `most` words of a sentence and its ends; these not alone. */
function hashWords(words: readonly Codes[], most: number, hashes: number[]): void {
  const framed = [BEGIN, ...words, END];
  for (let length = 1; length <= most; length += 1) {
    const begun = hashOf(codesOf(`${length}:`));
    const of = length === 1 ? words : framed;
    for (let at = 0; at + length <= of.length; at += 1) {
      let hash = hashOf(of[at] ?? [], begun);
      for (let next = at + 1; next < at + length; next += 1) hash = hashOf(of[next] ?? [], hashOf([SPACE], hash));
      hashes.push(hash);
    }
  }
}

/** The runs of characters of a word between two spaces. */
function hashChars(word: Codes, { from, to }: Weights["chars"], hashes: number[]): void {
  const begun = hashOf(CHARS);
  const chars = [SPACE, ...word, SPACE];
  for (let at = 0; at + from <= chars.length; at += 1) {
    let hash = begun;
    const end = Math.min(chars.length, at + to);
    for (let next = at; next < end; next += 1) {
      hash = Math.imul(hash ^ (chars[next] ?? 0), 16_777_619);
      if (next - at + 1 >= from) hashes.push(hash);
    }
  }
}
