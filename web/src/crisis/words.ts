/** A text cut into sentences and words, by the same steps as on the server (crates/domain, crisis/words.rs). */

import type { Rules } from "./rules";

/** Words after which a sentence without an end is taken to have one. */
const LONGEST_SENTENCE = 60;

/** A word in lower case, contractions taken apart and shorthand spelled out. */
export interface Word {
  text: string;
  /** Whether a comma, a dash or a bracket stands before it. */
  apart: boolean;
  /** The number of the quotation it stands in; 0 outside. */
  quote: number;
}

/** From a first word up to, and without, the last. */
export interface Place {
  start: number;
  end: number;
}

export interface Text {
  words: readonly Word[];
  sentences: readonly Place[];
}

const NO_GAP = 0;
const COMMA = 1;
const SENTENCE = 2;

const COMMAS = new Set([",", ":", "(", ")", "[", "]", "/", "…", "–", "—"]);
const ENDS = new Set(["!", "?", ";"]);
const BLANKS = new Set(["\n", "\r", "\t", " "]);
const DOT = new Set(["."]);
const NONE: ReadonlySet<string> = new Set();
const OPENING = new Set(['"', "“", "„", "«"]);
const CLOSING = new Set(["”", "»"]);
const APOSTROPHES = new Set(["'", "’", "‘", "ʼ", "´", "`"]);
const ENDINGS = [
  ["n't", "not"],
  ["'m", "am"],
  ["'re", "are"],
  ["'ve", "have"],
  ["'ll", "will"],
  ["'d", "would"],
  ["'s", "'s"],
] as const;

export function readText(text: string, rules: Rules): Text {
  const chars = Array.from(text);
  const reader = new Reader(rules);
  let at = 0;
  while (at < chars.length) {
    const end = wordEnd(chars, at);
    if (end > at) reader.takeWord(chars.slice(at, end));
    at = end > at ? end : reader.takeSign(chars, at);
  }
  return { words: reader.words, sentences: reader.sentences };
}

class Reader {
  readonly words: Word[] = [];
  readonly sentences: Place[] = [];
  private gap = SENTENCE;
  private quote = 0;
  private quotes = 0;

  constructor(private readonly rules: Rules) {}

  takeWord(chars: readonly string[]): void {
    const word = plain(chars);
    for (const part of this.rules.spellings.get(word) ?? split(word)) this.push(part);
  }

  private push(text: string): void {
    const at = this.words.length;
    const last = this.sentences.at(-1);
    if (last && this.gap < SENTENCE && last.end - last.start < LONGEST_SENTENCE) last.end = at + 1;
    else this.sentences.push({ start: at, end: at + 1 });
    this.words.push({ text, apart: this.gap > NO_GAP, quote: this.quote });
    this.gap = NO_GAP;
  }

  /** Takes what is no word; returns where the next begins. */
  takeSign(chars: readonly string[], at: number): number {
    const sign = chars[at] ?? "";
    const end = signEnd(chars, at);
    this.gap = Math.max(this.gap, gapOf(chars, at, end));
    this.quote = this.quoteAfter(sign, chars.slice(at + 1, end));
    return end;
  }

  private quoteAfter(sign: string, more: readonly string[]): number {
    if (CLOSING.has(sign) || (sign === '"' && this.quote > 0) || (sign === "\n" && more.includes("\n"))) return 0;
    if (!OPENING.has(sign)) return this.quote;
    this.quotes += 1;
    return this.quotes;
  }
}

/** Where a sign ends: dots that follow each other are one, and so are broken lines. */
function signEnd(chars: readonly string[], at: number): number {
  const more = chars[at] === "." ? DOT : chars[at] === "\n" ? BLANKS : NONE;
  let end = at + 1;
  while (more.has(chars[end] ?? "")) end += 1;
  return end;
}

/** What a sign puts between the words around it. */
function gapOf(chars: readonly string[], at: number, end: number): number {
  const sign = chars[at] ?? "";
  // Three dots are a pause.
  if (sign === ".") return end - at > 1 ? COMMA : SENTENCE;
  // Lines may be broken anywhere; an empty one ends what is said.
  if (sign === "\n") return chars.slice(at + 1, end).includes("\n") ? SENTENCE : COMMA;
  if (ENDS.has(sign)) return SENTENCE;
  return COMMAS.has(sign) || (sign === "-" && !isLetter(chars[end])) ? COMMA : NO_GAP;
}

/** Where the word at `at` ends; `at` if there is none. */
function wordEnd(chars: readonly string[], at: number): number {
  let end = at;
  while (isLetter(chars[end]) || (end > at && isInner(chars[end]) && isLetter(chars[end + 1]))) end += 1;
  return end;
}

/** Letters and digits; beyond ASCII, all that is not known to be a sign. */
function isLetter(char: string | undefined): boolean {
  const code = char?.codePointAt(0) ?? 0;
  if (code < 0x80) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
  const within = (from: number, to: number) => code >= from && code <= to;
  const isSign = code === 0xd7 || code === 0xf7 || within(0x2000, 0x2bff) || within(0x3000, 0x303f);
  return code >= 0xc0 && !isSign && !within(0xfe00, 0xfe0f) && !within(0x1f000, 0x1faff);
}

/** What may stand inside a word: an apostrophe, or a star for a letter that is not written out. */
function isInner(char: string | undefined): boolean {
  return char !== undefined && (APOSTROPHES.has(char) || char === "*");
}

/** In lower case, with plain apostrophes, and without letters that were only drawn out ("sooo"). */
function plain(chars: readonly string[]): string {
  const low = chars.map(lower);
  let word = "";
  let at = 0;
  while (at < low.length) {
    const char = low[at] ?? "";
    let end = at + 1;
    while (low[end] === char) end += 1;
    word += char.repeat(kept(char, end - at));
    at = end;
  }
  return word;
}

function kept(char: string, run: number): number {
  if (run < 3 || (char >= "0" && char <= "9")) return run;
  return "aeiou".includes(char) ? 1 : 2;
}

function lower(char: string): string {
  if (APOSTROPHES.has(char)) return "'";
  const code = char.codePointAt(0) ?? 0;
  const isUpper = (code >= 65 && code <= 90) || (code >= 0xc0 && code <= 0xde && code !== 0xd7);
  return isUpper ? String.fromCodePoint(code + 0x20) : char;
}

/** The two words of a contraction, or the word. */
function split(word: string): readonly string[] {
  for (const [ending, full] of ENDINGS) {
    if (word.endsWith(ending)) return word === ending ? [word] : [word.slice(0, -ending.length), full];
  }
  return [word];
}
