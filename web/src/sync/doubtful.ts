/**
 * Names that are also words ("Will", "Joy", "May"): they count only where the writing shows that a name is meant. These
 * are the rules of the server's reading (crates/domain, reading/people/doubtful.rs), on the same list of words.
 */

import list from "../../../crates/domain/lexicon/names_that_are_words.txt?raw";

const WORDS = new Set(list.split(/\s+/));
const MONTHS = ["April", "May", "June", "August"];
/** After one of these a month is meant, not a person. */
const BEFORE_MONTHS = new Set("in since until till by last next this of early late every during".split(" "));

/** Words that follow a name at the start of a sentence rather than the word of the same spelling. */
const AFTER_NAMES = new Set(
  `said says told tells asked asks called calls came comes went goes has had does did doesn't didn't wasn't isn't
  hasn't made makes took takes got gets gave gives wants thinks thought seems looks left sat forgot never finally
  still also always loves and who brought brings sent sends wrote drove held slept ate met let put knew knows felt
  feels keeps kept won't can't wouldn't couldn't`.split(/\s+/),
);
const NOT_PAST = ["indeed", "exceed", "proceed", "succeed"];

/** Whether the writing must show that `folded`, in lower case, is meant as a name. */
export function isDoubtful(folded: string): boolean {
  const isShort = /^[\0-\x7f]{1,2}$/.test(folded);
  return isShort || WORDS.has(folded);
}

/** Whether the word from `start` to `end` can only be a name, by what stands around it. */
export function isName(text: string, start: number, end: number): boolean {
  return !isMonth(text, start, end) && (!startsSentence(text, start) || isFollowedLikeAName(text.slice(end)));
}

/** Whether the word is a month in its place. */
export function isMonth(text: string, start: number, end: number): boolean {
  if (!MONTHS.includes(text.slice(start, end))) return false;
  const before = text.slice(0, start).trimEnd().split(/\s/).at(-1) ?? "";
  return BEFORE_MONTHS.has(before.toLowerCase()) || /\d$/.test(before) || /^[ ,]*\d/.test(text.slice(end));
}

/** Whether `word` stands somewhere in the text where it can only be a name. */
export function isNameElsewhere(text: string, word: string): boolean {
  for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + word.length)) {
    const end = start + word.length;
    const isPart =
      /[\p{Alphabetic}\p{N}]$/u.test(text.slice(0, start)) || /^[\p{Alphabetic}\p{N}]/u.test(text.slice(end));
    if (!isPart && !startsSentence(text, start) && !isMonth(text, start, end)) return true;
  }
  return false;
}

function startsSentence(text: string, at: number): boolean {
  return /(?:^|[.!?:\n\r\t—-])[ "'(*_]*$/.test(text.slice(0, at));
}

function isFollowedLikeAName(after: string): boolean {
  if (after.startsWith("'s ")) return true;
  if (!after.startsWith(" ")) return false;
  const word = /^[^ ,.!?\n]*/.exec(after.slice(1))?.[0] ?? "";
  const isPast = word.length > 4 && word.endsWith("ed") && !NOT_PAST.includes(word);
  return isPast || AFTER_NAMES.has(word);
}
