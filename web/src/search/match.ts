/** Whether the words of an entry fit a query, and how well. The server's rules are in crates/domain, search/rank.rs. */

import type { Term } from "./query";
import { lineOf } from "./tokens";

/** What is searched of an entry, each as a line of words. */
export interface Doc {
  title: string;
  text: string;
  /** Tags and names. */
  labels: string;
}

/** Two labels never stand side by side: each brings its own spaces. */
export function docOf(title: string, text: string, labels: readonly string[]): Doc {
  return { title: lineOf(title), text: lineOf(text), labels: labels.map(lineOf).join("") };
}

/** A query, ready to be looked for. */
export interface Pattern {
  wanted: readonly Needle[];
  unwanted: readonly Needle[];
  /** All that is wanted, side by side; nothing where that is one term. */
  together: Needle | undefined;
}

/** What to look for in a line: as the beginning of a word, and as a whole one. */
interface Needle {
  found: string;
  whole: string;
}

export function patternOf(terms: readonly Term[]): Pattern {
  const positive = terms.filter(({ not }) => !not);
  const all = { words: positive.flatMap(({ words }) => words), exact: positive.at(-1)?.exact ?? false };
  return {
    wanted: positive.map(needleOf),
    unwanted: terms.filter(({ not }) => not).map(needleOf),
    together: positive.length > 1 ? needleOf(all) : undefined,
  };
}

function needleOf({ words, exact }: Pick<Term, "words" | "exact">): Needle {
  const begins = ` ${words.join(" ")}`;
  return { found: exact ? `${begins} ` : begins, whole: `${begins} ` };
}

/**
 * How far from the best hit an entry is, from 0 to 7; nothing when it does not fit. What has all words in its title
 * comes first, then what has them side by side, then whole words before beginnings of words.
 */
export function rankOf({ title, text, labels }: Doc, { wanted, unwanted, together }: Pattern): number | undefined {
  const fields = [text, title, labels];
  const has = (needle: string) => fields.some((field) => field.includes(needle));
  if (!wanted.every(({ found }) => has(found)) || unwanted.some(({ found }) => has(found))) return undefined;
  const isInTitle = wanted.every(({ found }) => title.includes(found));
  const isTogether = !together || has(together.found);
  const isWhole = wanted.every(({ whole }) => has(whole));
  return (isInTitle ? 0 : 4) + (isTogether ? 0 : 2) + (isWhole ? 0 : 1);
}
