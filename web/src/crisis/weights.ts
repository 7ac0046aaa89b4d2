/**
 * The second layer: a linear classifier whose weights are data. Its file, its features and its arithmetic are told in
 * crates/domain, crisis/weights.rs, and must be the same to the last bit.
 */

import { type Crisis, type Level, NOTHING, together } from "./level";
import type { Place, Text } from "./words";

const TITLE = "hearken-crisis-weights 1";
const HEADS = ["S1", "S2", "S3", "V"];
/** Sentences that are looked at together. */
const WINDOW = 4;

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
  weights: Int8Array;
}

/** Reads a file; an empty one has no classifier. */
export function readWeights(file: string): Weights | undefined {
  if (file.trim() === "") return undefined;
  const lines = file.split("\n");
  const [title = "", bits = "", words = "", chars = "", ...rest] = lines;
  if (title.trim() !== TITLE || rest[HEADS.length]?.trim() !== "weights") throw new Error("not the weights of crisis");
  const [from = 0, to = 0] = numbers(chars);
  return {
    bits: numbers(bits)[0] ?? 0,
    words: numbers(words)[0] ?? 0,
    chars: from === 0 ? { from: 1, to: 0 } : { from, to },
    heads: rest.slice(0, HEADS.length).map((line) => {
      const [, scale = 0, bias = 0, threshold = 0] = numbers(line);
      return { scale, bias, threshold };
    }),
    weights: decode(rest.slice(HEADS.length + 1).join("")),
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

/** What the classifier makes of a text. */
export function judge(text: Text, weights: Weights): Crisis {
  const sentences = text.sentences.map((place) => bucketsOf(text, place, weights));
  const seen = new Int32Array(1 << weights.bits);
  const last = Math.max(0, sentences.length - WINDOW);
  let crisis = NOTHING;
  for (let at = 0; at <= last && sentences.length > 0; at += 1) {
    crisis = together(crisis, judgeWindow(sentences.slice(at, at + WINDOW), weights, { seen, turn: at + 1 }));
  }
  return crisis;
}

/** Which buckets were met in this turn: those whose place holds its number. */
interface Met {
  seen: Int32Array;
  turn: number;
}

function judgeWindow(window: readonly (readonly number[])[], weights: Weights, { seen, turn }: Met): Crisis {
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
  const fires = (nth: number) => isAbove(weights.heads[nth], sums[nth] ?? 0, count);
  const levels: readonly Level[] = [3, 2, 1];
  return { level: levels.find((level) => fires(level - 1)) ?? 0, violence: fires(3) };
}

const isAbove = (head: Head | undefined, sum: number, count: number) =>
  head !== undefined && head.bias + (head.scale * sum) / Math.sqrt(count) > head.threshold;

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
