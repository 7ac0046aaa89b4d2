/**
 * A text as a search sees it: words without case and accents, each with its place. The server has the same rules
 * (crates/domain, search/tokens.rs); crates/domain/tests/fixtures/search.json holds both to them.
 */

/** A place in a text, in UTF-16 units as JavaScript strings count. */
export interface Place {
  start: number;
  end: number;
}

/** What is read of a text, from left to right. */
export type Listener = (word: string, start: number, end: number) => void;

/** Scripts written without spaces: each character counts as a word, so that words are found wherever they stand. */
const UNSPACED =
  "\\u{e00}-\\u{eff}\\u{1000}-\\u{109f}\\u{1780}-\\u{17ff}\\u{3005}-\\u{3007}\\u{3040}-\\u{30ff}\\u{3400}-\\u{9fff}" +
  "\\u{ac00}-\\u{d7af}\\u{f900}-\\u{faff}\\u{20000}-\\u{3ffff}";
/** Emoji and other pictures: each is a word. */
const PICTURE = "\\u{2600}-\\u{27bf}\\u{2b00}-\\u{2bff}\\u{1f000}-\\u{1faff}";

const IS_SINGLE = new RegExp(`^(?:[[\\p{Alphabetic}\\p{N}]&&[${UNSPACED}]]|[${PICTURE}])`, "v");
const IS_LETTER = /^[\p{Alphabetic}\p{N}\p{M}]/u;
/** Accents, points and signs that only change how a character looks, or where a line breaks. */
const IGNORED = new RegExp(
  "[\\u{300}-\\u{36f}\\u{591}-\\u{5bd}\\u{5bf}\\u{5c1}\\u{5c2}\\u{5c4}\\u{5c5}\\u{5c7}\\u{64b}-\\u{65f}\\u{670}" +
    "\\u{1ab0}-\\u{1aff}\\u{1dc0}-\\u{1dff}\\u{20d0}-\\u{20ff}\\u{fe00}-\\u{fe0f}" +
    "\\u{ad}\\u{200b}-\\u{200d}\\u{2060}\\u{feff}\\u{e0020}-\\u{e007f}]",
  "gu",
);
/** What belongs to the character before it. */
const FOLLOWING = /[\p{M}\u1160-\u11ff]/u;
/** Letters that are not taken apart by Unicode, but are by people who type. */
const SPELLED: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ħ: "h",
  ı: "i",
  þ: "th",
  ς: "σ",
};
const TO_SPELL = new RegExp(`[${Object.keys(SPELLED).join("")}]`, "gu");

/** From here on, a character may belong to the one before it. */
const FIRST_FOLLOWING = 0x300;
const FIRST_BEYOND_ASCII = 0x80;

/** A character, with what belongs to it, without case and accents. */
function fold(character: string): string {
  const plain = character.normalize("NFKD").toLowerCase().replace(IGNORED, "");
  return plain.replace(TO_SPELL, (letter) => SPELLED[letter] ?? letter).normalize("NFC");
}

/** Characters that were folded: a journal has few different ones, and each of them often. */
const folded = new Map<string, string>();

function foldOnce(character: string): string {
  const known = folded.get(character) ?? fold(character);
  if (character.length <= 2) folded.set(character, known);
  return known;
}

/** Tells `listener` the words of `text`, from left to right. */
export function readWords(text: string, listener: Listener): void {
  const reader = new Reader(listener);
  let at = 0;
  while (at < text.length) {
    const end = asciiEnd(text, at);
    if (end > at) reader.takeLetters(text.slice(at, end).toLowerCase(), at, end);
    else if (isPlain(text, at)) reader.endWord();
    else {
      const next = characterEnd(text, at);
      reader.take(foldOnce(text.slice(at, next)), at, next);
      at = next;
      continue;
    }
    at = Math.max(end, at + 1);
  }
  reader.endWord();
}

/** Puts words together from what is read. */
class Reader {
  private word = "";
  private start = 0;
  private end = 0;

  constructor(private readonly listener: Listener) {}

  takeLetters(letters: string, start: number, end: number): void {
    if (this.word === "") this.start = start;
    this.word += letters;
    this.end = end;
  }

  /** A character that is not ASCII; folded, it may be none, or several. */
  take(folded: string, start: number, end: number): void {
    let isSingle = false;
    for (const character of folded) {
      const isPart: boolean = isSingle && FOLLOWING.test(character);
      if (!isPart && (isSingle || IS_SINGLE.test(character) || !IS_LETTER.test(character))) this.endWord();
      isSingle = isPart || IS_SINGLE.test(character);
      if (isSingle || IS_LETTER.test(character)) this.takeLetters(character, start, end);
    }
    if (isSingle) this.endWord();
  }

  endWord(): void {
    if (this.word !== "") this.listener(this.word, this.start, this.end);
    this.word = "";
  }
}

/** Where the ASCII letters and digits from `at` on end; a last one with an accent of its own is left out. */
function asciiEnd(text: string, at: number): number {
  let end = at;
  while (isAsciiLetter(text.charCodeAt(end))) end += 1;
  return end > at && text.charCodeAt(end) >= FIRST_FOLLOWING ? end - 1 : end;
}

function isAsciiLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

/** Whether the character at `at` is a plain sign between words. */
function isPlain(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  return code < FIRST_BEYOND_ASCII && !isAsciiLetter(code) && !(next >= FIRST_FOLLOWING);
}

/** Where the character at `at` ends, with all that belongs to it. */
function characterEnd(text: string, at: number): number {
  let end = at + lengthAt(text, at);
  while (end < text.length && text.charCodeAt(end) >= FIRST_FOLLOWING) {
    const length = lengthAt(text, end);
    if (!FOLLOWING.test(text.slice(end, end + length))) break;
    end += length;
  }
  return end;
}

function lengthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** The words of `text`. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  readWords(text, (word) => words.push(word));
  return words;
}

/**
 * The words of `text` as one line, each between two spaces: a word is found by its beginning behind a space, words
 * side by side in one go.
 */
export function lineOf(text: string): string {
  const words = wordsOf(text);
  return words.length > 0 ? ` ${words.join(" ")} ` : "";
}
