/**
 * Names that are also words ("Will", "Joy", "May"): they count only where the writing shows that a name is meant. These
 * are the rules of the server's reading (crates/domain, reading/people/doubtful.rs), on the same lists of words.
 */

import text from "../../../crates/domain/lexicon/doubtful_names.txt?raw";

const LISTS = new Map<string, Set<string>>();
for (const line of text.split("\n").filter((line) => !line.startsWith("#"))) {
  const [key = "", words = ""] = line.split(": ");
  LISTS.set(key, new Set([...(LISTS.get(key) ?? []), ...words.split(" ")]));
}

/** How many characters before a name the word before it is looked for: words are shorter. */
const LOOK_BACK = 60;

const isIn = (list: string, word: string) => LISTS.get(list)?.has(word) === true;

/** Whether the writing must show that `folded`, in lower case, is meant as a name. */
export function isDoubtful(folded: string): boolean {
  const isShort = /^[\0-\x7f]{1,2}$/.test(folded);
  return isShort || isIn("word", folded);
}

/** Whether the word from `start` to `end` can only be a name, by what stands around it. */
export function isName(text: string, start: number, end: number): boolean {
  if (isMonth(text, start, end)) return false;
  const after = text.slice(end);
  const isSubject = isIn("counted", text.slice(start, end)) && /^ (?:is|was) /.test(after);
  return !startsSentence(text, start) || isFollowedLikeAName(after) || isSubject;
}

/** Whether the word is a month in its place. */
export function isMonth(text: string, start: number, end: number): boolean {
  if (!isIn("month", text.slice(start, end))) return false;
  const before =
    text
      .slice(Math.max(0, start - LOOK_BACK), start)
      .trimEnd()
      .split(/\s/)
      .at(-1) ?? "";
  return isIn("before_month", before.toLowerCase()) || /\d$/.test(before) || /^[ ,]*\d/.test(text.slice(end));
}

/** Whether `word` stands somewhere in the text where it can only be a name. */
export function isNameElsewhere(text: string, word: string): boolean {
  for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + word.length)) {
    const end = start + word.length;
    const isPart =
      /[\p{Alphabetic}\p{N}]$/u.test(text.slice(Math.max(0, start - 2), start)) ||
      /^[\p{Alphabetic}\p{N}]/u.test(text.slice(end, end + 2));
    if (!isPart && !startsSentence(text, start) && !isMonth(text, start, end)) return true;
  }
  return false;
}

function startsSentence(text: string, at: number): boolean {
  let end = at;
  while (end > 0 && ` "'(*_`.includes(text.charAt(end - 1))) end -= 1;
  return end === 0 || ".!?:\n\r\t—-".includes(text.charAt(end - 1));
}

function isFollowedLikeAName(after: string): boolean {
  if (after.startsWith("'s ")) return true;
  if (!after.startsWith(" ")) return false;
  const word = /^[^ ,.!?\n]*/.exec(after.slice(1))?.[0] ?? "";
  const isPast = word.length > 4 && word.endsWith("ed") && !isIn("no_deed", word);
  return isPast || isIn("after_name", word);
}
