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
  return Int8Array.from(atob(base64.trim()), (char) => ((char.codePointAt(0) ?? 0) << 24) >> 24);
}

/** What the classifier makes of a text. */
export function judge(text: Text, weights: Weights): Crisis {
  const { sentences } = text;
  const last = Math.max(0, sentences.length - WINDOW);
  let crisis = NOTHING;
  for (let at = 0; at <= last && sentences.length > 0; at += 1) {
    crisis = together(crisis, judgeWindow(text, sentences.slice(at, at + WINDOW), weights));
  }
  return crisis;
}

function judgeWindow(text: Text, window: readonly Place[], weights: Weights): Crisis {
  const buckets = bucketsOf(text, window, weights);
  const levels: readonly Level[] = [3, 2, 1];
  const level = levels.find((head) => fires(head - 1, buckets, weights)) ?? 0;
  return { level, violence: fires(3, buckets, weights) };
}

function fires(nth: number, buckets: ReadonlySet<number>, { heads, bits, weights }: Weights): boolean {
  const head = heads[nth];
  if (!head) return false;
  let sum = 0;
  for (const bucket of buckets) sum += weights[(nth << bits) + bucket] ?? 0;
  return head.bias + (head.scale * sum) / Math.sqrt(buckets.size) > head.threshold;
}

function bucketsOf(text: Text, window: readonly Place[], weights: Weights): Set<number> {
  const buckets = new Set<number>();
  for (const { start, end } of window) {
    const words = text.words.slice(start, end).map((word) => word.text);
    for (const feature of [...wordFeatures(words, weights.words), ...charFeatures(words, weights.chars)]) {
      buckets.add(bucketOf(feature, weights.bits));
    }
  }
  return buckets;
}

/** The runs of up to `most` words of a sentence and its ends; these not alone. */
function wordFeatures(words: readonly string[], most: number): string[] {
  const single = words.map((word) => `1:${word}`);
  const framed = ["^", ...words, "$"];
  const lengths = Array.from({ length: most - 1 }, (_, nth) => nth + 2);
  return [...single, ...lengths.flatMap((length) => runs(framed, length).map((run) => `${length}:${run.join(" ")}`))];
}

function charFeatures(words: readonly string[], { from, to }: Weights["chars"]): string[] {
  const lengths = Array.from({ length: Math.max(0, to - from + 1) }, (_, nth) => from + nth);
  const of = (chars: readonly string[]) =>
    lengths.flatMap((length) => runs(chars, length).map((run) => `c:${run.join("")}`));
  return words.flatMap((word) => of(Array.from(` ${word} `)));
}

function runs(list: readonly string[], length: number): string[][] {
  return Array.from({ length: Math.max(0, list.length - length + 1) }, (_, at) => list.slice(at, at + length));
}

function bucketOf(feature: string, bits: number): number {
  let hash = 2_166_136_261;
  for (const char of feature) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619);
  hash >>>= 0;
  return (hash ^ (hash >>> 15)) & ((1 << bits) - 1);
}
