/** Where in a text the words of a query stand, and the piece of the text that shows it best. */

import type { Term } from "./query";
import { type Place, readWords } from "./tokens";

/** Which term stands where. */
interface Match extends Place {
  term: number;
}

interface Word extends Place {
  word: string;
}

/** Matches that are looked at in a text, and those of the last word: a text that has more shows them anywhere. */
const MOST_MATCHES = 10_000;

/** The places of the wanted words in `text`, from left to right and without overlaps. */
export function placesOf(text: string, terms: readonly Term[]): Place[] {
  return withoutOverlaps(matchesIn(text, terms));
}

function matchesIn(text: string, terms: readonly Term[]): Match[] {
  const wanted = terms.filter(({ not }) => !not);
  const words: Word[] = [];
  readWords(text, (word, start, end) => words.push({ word, start, end }));
  const matches: Match[] = [];
  for (let at = 0; at < words.length && matches.length < MOST_MATCHES; at += 1) {
    matches.push(...wanted.flatMap((term, index) => matchAt(words, at, term, index)));
  }
  return matches.sort((a, b) => a.start - b.start || b.end - a.end);
}

function matchAt(words: readonly Word[], at: number, { words: wanted, exact }: Term, term: number): Match[] {
  const last = at + wanted.length - 1;
  const stands = wanted.every((word, index) => {
    const here = words[at + index]?.word;
    return at + index === last && !exact ? here?.startsWith(word) : here === word;
  });
  const [first, end] = [words[at], words[last]];
  return stands && first && end ? [{ start: first.start, end: end.end, term }] : [];
}

function withoutOverlaps(sorted: readonly Place[]): Place[] {
  const kept: Place[] = [];
  for (const { start, end } of sorted) {
    const last = kept.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else kept.push({ start, end });
  }
  return kept;
}

/** A piece of a text around what was found in it. */
export interface Snippet extends Place {
  /** What to mark, in the units of the whole text. */
  places: readonly Place[];
}

/** Characters before the first match, and in all; both a little less, to end between words. */
const BEFORE = 60;
const LENGTH = 240;

/** The piece of `text` with the most of the wanted words near each other; its beginning if it has none. */
export function snippetOf(text: string, terms: readonly Term[]): Snippet {
  const matches = matchesIn(text, terms);
  const from = matches.length > 0 ? best(matches).start : 0;
  const start = from <= BEFORE ? 0 : wordStart(text, from - BEFORE, from);
  const end = wordEnd(text, start + LENGTH, matches.find((match) => match.start === from)?.end ?? 0);
  const places = withoutOverlaps(matches).filter((place) => place.start >= start && place.end <= end);
  return { start, end, places };
}

/** The first of the matches with the most different terms within reach. */
function best(matches: readonly Match[]): Place {
  let [found, most] = [matches[0] ?? { start: 0, end: 0 }, 0];
  for (const [at, match] of matches.entries()) {
    const near = new Set<number>();
    for (let next = at; (matches[next]?.end ?? Number.POSITIVE_INFINITY) <= match.start + LENGTH - BEFORE; next += 1) {
      near.add(matches[next]?.term ?? 0);
    }
    if (near.size > most) [found, most] = [match, near.size];
  }
  return found;
}

/** The first beginning of a word from `at` on, but not beyond `most`. */
function wordStart(text: string, at: number, most: number): number {
  const space = text.slice(at, most).search(/\s/);
  return space < 0 ? wholeCharacter(text, at) : at + space + 1;
}

/** The last end of a word before `at`, but not before `least`. */
function wordEnd(text: string, at: number, least: number): number {
  if (at >= text.length) return text.length;
  const space = text.slice(least, at).search(/\s\S*$/);
  return space < 0 ? wholeCharacter(text, Math.max(at, least)) : least + space;
}

/** `at`, or the unit before it if a character would be cut. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
