/** Finds the people of the user's list by name, by the same rules as the server's reading (crates/domain, reading/people). */

import { isDoubtful, isMonth, isName, isNameElsewhere } from "./doubtful";
import type { PersonRow } from "./rows";

/** A name in a text; places in UTF-16 units. */
export interface Mention {
  person: string;
  start: number;
  end: number;
}

/** From left to right and without overlaps. Of two names at one place the longer counts; people of one name are all meant. */
export type Finder = (text: string) => readonly Mention[];

type Named = Pick<PersonRow, "id" | "name">;

interface Name {
  person: string;
  /** In lower case and plain characters. */
  folded: string;
  /** For a name that is also a word, or very short: how it must be written to count. */
  exact: string | undefined;
  pattern: RegExp;
}

let latest: { key: string; find: Finder } | undefined;

/** The finder for `people`; the same one as before while their names are the same. */
export function finderOf(people: readonly Named[]): Finder {
  const key = JSON.stringify(people.map(({ id, name }) => [id, name]));
  if (latest?.key !== key) latest = { key, find: makeFinder(people) };
  return latest.find;
}

function makeFinder(people: readonly Named[]): Finder {
  const names = people.flatMap((person) => nameOf(person) ?? []);
  return (text) => {
    const plain = simplified(text);
    const folded = plain.toLowerCase();
    const all = names.flatMap((name) => (folded.includes(name.folded) ? mentionsOf(name, plain) : []));
    return withoutOverlaps(all.sort((a, b) => a.start - b.start || b.end - a.end));
  };
}

function nameOf({ id, name }: Named): Name | undefined {
  const plain = simplified(name).trim().replace(/\s+/g, " ");
  // The server looks for names only where a letter or a digit begins.
  if (!/^[\p{Alphabetic}\p{N}]/u.test(plain)) return undefined;
  const folded = plain.toLowerCase();
  const [first = "", ...rest] = plain;
  const exact = isDoubtful(folded) ? first.toUpperCase() + rest.join("") : undefined;
  return { person: id, folded, exact, pattern: wholeWords(plain) };
}

function mentionsOf({ person, exact, pattern }: Name, text: string): Mention[] {
  const places = [...text.matchAll(pattern)].map(({ index, 0: word }) => ({ start: index, end: index + word.length }));
  const isMeant = exact === undefined ? () => true : meantBy(text, exact);
  return places.filter(({ start, end }) => isMeant(start, end)).map((place) => ({ person, ...place }));
}

/** Whether a name that is also a word is meant as a name. */
function meantBy(text: string, exact: string): (start: number, end: number) => boolean {
  let elsewhere: boolean | undefined;
  return (start, end) => {
    if (text.slice(start, end) !== exact) return false;
    if (isName(text, start, end)) return true;
    elsewhere ??= isNameElsewhere(text, exact);
    return elsewhere && !isMonth(text, start, end);
  };
}

function withoutOverlaps(sorted: readonly Mention[]): Mention[] {
  const kept: Mention[] = [];
  for (const mention of sorted) {
    const last = kept.at(-1);
    const isSame = last?.start === mention.start && last.end === mention.end;
    if (!last || mention.start >= last.end || isSame) kept.push(mention);
  }
  return kept;
}

/** Letters and digits that make one word with their neighbours; those of scripts without spaces do not. */
const JOINING = String.raw`[[\p{Alphabetic}\p{N}]--[\u{e00}-\u{eff}\u{1000}-\u{109f}\u{1780}-\u{17ff}\u{3040}-\u{30ff}\u{3400}-\u{9fff}\u{ac00}-\u{d7af}\u{f900}-\u{faff}\u{20000}-\u{3ffff}]]`;
const STARTS_JOINING = new RegExp(`^${JOINING}`, "v");
const ENDS_JOINING = new RegExp(`${JOINING}$`, "v");

/** Matches `name` in any case, where it is not a part of a longer word. */
function wholeWords(name: string): RegExp {
  const before = STARTS_JOINING.test(name) ? `(?<!${JOINING})` : "";
  const after = ENDS_JOINING.test(name) ? `(?!${JOINING})` : "";
  return new RegExp(`${before}${name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}${after}`, "giv");
}

/** One way to write quotation marks and dashes; every character keeps its place. */
function simplified(text: string): string {
  return text
    .replace(/[‘’ʼ´′]/g, "'")
    .replace(/[“”„«»″]/g, '"')
    .replace(/[–—―]/g, "—")
    .replace(/…/g, ".")
    .replace(/\u{fe0f}|\u{200d}|\u{200b}/gu, " ");
}
