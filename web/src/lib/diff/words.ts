import { diffArrays } from "diff";

/** Words of a text in a row that it has alone, or that another text has, too. */
export interface Run {
  readonly text: string;
  /** Whether the other text does not have it. */
  readonly only: boolean;
}

/** A stretch of both texts: the same, or what one has in place of the other's. */
interface Stretch {
  one: string;
  other: string;
  same: boolean;
}

/** From this many differing words on, telling which they are takes long and says little. */
const MOST_EDITS = 1_000;

const segmenter = new Intl.Segmenter("en", { granularity: "word" });
const HAS_WORD = /[\p{L}\p{N}]/u;

/** Two texts as runs, so that the words can be marked that only one of them has. */
export function wordRuns(one: string, other: string): [one: readonly Run[], other: readonly Run[]] {
  const stretches = bridged(stretchesOf(one, other));
  return [runsOf(stretches, "one"), runsOf(stretches, "other")];
}

/** How many words two lists share, from 0 to 1. */
export function likeness(ones: readonly string[], others: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const word of ones) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of others) {
    const left = counts.get(word) ?? 0;
    if (left > 0) shared += 1;
    counts.set(word, left - 1);
  }
  return shared === 0 ? 0 : (2 * shared) / (ones.length + others.length);
}

/** The words of a text, in order. */
export function wordsOf(text: string): readonly string[] {
  return tokensOf(text).filter((token) => HAS_WORD.test(token));
}

/** Words, and what is between them. */
function tokensOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function stretchesOf(one: string, other: string): Stretch[] {
  const changes = diffArrays(tokensOf(one), tokensOf(other), { maxEditLength: MOST_EDITS });
  if (!changes) return [{ one, other, same: false }];
  return changes.map(({ value, added, removed }) => {
    const text = value.join("");
    return { one: added ? "" : text, other: removed ? "" : text, same: !added && !removed };
  });
}

/** Joins what differs side by side, over a space or a comma that happens to be the same: that reads as one change. */
function bridged(stretches: readonly Stretch[]): readonly Stretch[] {
  const joined: Stretch[] = [];
  for (const [index, stretch] of stretches.entries()) {
    const last = joined.at(-1);
    const isBridge = index + 1 < stretches.length && !HAS_WORD.test(stretch.one);
    if (last && !last.same && (!stretch.same || isBridge)) {
      last.one += stretch.one;
      last.other += stretch.other;
    } else joined.push({ ...stretch });
  }
  return joined;
}

function runsOf(stretches: readonly Stretch[], side: "one" | "other"): Run[] {
  return stretches.flatMap(({ same, [side]: text }) => (same ? run(text, false) : withoutMargins(text)));
}

/** Spaces around a change are not worth a mark, unless they are all of it. */
function withoutMargins(text: string): Run[] {
  const core = text.trim();
  if (core === "") return run(text, true);
  const start = text.indexOf(core);
  return [...run(text.slice(0, start), false), ...run(core, true), ...run(text.slice(start + core.length), false)];
}

function run(text: string, only: boolean): Run[] {
  return text === "" ? [] : [{ text, only }];
}
