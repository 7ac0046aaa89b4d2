/** Looks for the patterns, and decides which of them count (crates/domain, crisis/find.rs). */

import { type Crisis, NOTHING, together } from "./level";
import { isIn, type WordSet } from "./notation";
import type { Kind, Pattern, Rules } from "./rules";
import type { Place, Text } from "./words";

/** Words of the class `skip` that may stand between two words of a pattern. */
const MOST_SKIPPED = 3;
/** How many words, those of the class `skip` not counted, a negation reaches. */
const DENIAL_REACH = 5;
/** How many words before a quotation, and behind it, who speaks is looked for. */
const SPEECH_REACH = 6;

/** Kinds whose patterns have their negations for themselves. */
const OWN_NEGATIONS: readonly Kind[] = ["undeny", "S1", "S2", "S3"];

/** The writer as the one who does something. */
const SUBJECT: ReadonlySet<string> = new Set(["i"]);

/** A pattern that was found, and where. */
interface Found extends Place {
  pattern: Pattern;
}

/** What is found in each sentence. */
export function find(text: Text, rules: Rules): Crisis[] {
  return text.sentences.map((place) => new Sentence(text, rules, place).judge());
}

class Sentence {
  constructor(
    private readonly text: Text,
    readonly rules: Rules,
    readonly place: Place,
  ) {}

  judge(): Crisis {
    const found: Found[] = [];
    for (let at = this.place.start; at < this.place.end; at += 1) found.push(...this.startingAt(at));
    const has = (kind: Kind) => found.some(({ pattern }) => pattern.kind === kind);
    const isLongPast = has("past") && !has("now");
    const isTold = has("told");
    const isPlay = has("play");
    const counts = (one: Found) =>
      !isLongPast &&
      !(isPlay && one.pattern.kind === "V") &&
      !(isTold && !this.namesWriter(one)) &&
      !isHarmless(one, found) &&
      this.isDoers(one) &&
      !this.isDenied(one, found) &&
      !this.isOthersSpeech(one);
    return found.flatMap((one) => harmOf(one, counts)).reduce(together, NOTHING);
  }

  word(at: number): string {
    return this.text.words[at]?.text ?? "";
  }

  private is(words: ReadonlySet<string>, at: number): boolean {
    return words.has(this.word(at));
  }

  private startingAt(at: number): Found[] {
    const patterns = this.rules.byWord.get(this.word(at)) ?? [];
    return patterns.flatMap((pattern) => {
      const end = new Steps(this, pattern, at).go(0, at);
      return end === undefined ? [] : { pattern, start: at, end };
    });
  }

  /** Whether the word stands at the beginning of the sentence or behind a comma. */
  startsPart(at: number): boolean {
    return at === this.place.start || this.text.words[at]?.apart === true;
  }

  private namesWriter({ start, end }: Place): boolean {
    return this.text.words.slice(start, end).some(({ text }) => this.rules.known.own.has(text));
  }

  /** Whether it is the doing of whom the pattern is about: of the last one named before it, if anybody is. */
  private isDoers(found: Found): boolean {
    const { own, other } = this.rules.known;
    if (found.pattern.doer === undefined) return true;
    if (found.pattern.doer === "own") {
      if (this.namesWriter(found)) return true;
      const last = this.lastNamed(found.start, own);
      return last === undefined || own.has(last);
    }
    const last = this.lastNamed(found.start, SUBJECT);
    return this.is(other, found.start) || last === undefined || other.has(last);
  }

  /** The last one who, or that, is named before the word: the writer by one of `own`. */
  private lastNamed(before: number, own: ReadonlySet<string>): string | undefined {
    const { other, thing } = this.rules.known;
    const words = this.text.words.slice(this.place.start, before);
    return words.findLast(({ text }) => own.has(text) || other.has(text) || thing.has(text))?.text;
  }

  /** Whether a negation stands before it, in the same part of the sentence, which no other pattern has for itself. */
  private isDenied(one: Found, found: readonly Found[]): boolean {
    const { turn, deny, skip } = this.rules.known;
    let reach = DENIAL_REACH;
    let at = one.start;
    while (at > this.place.start && !this.startsPart(at) && reach > 0) {
      at -= 1;
      if (this.is(turn, at)) return false;
      if (this.is(deny, at)) {
        const owns = ({ pattern, start, end }: Found) =>
          OWN_NEGATIONS.includes(pattern.kind) && start <= at && at < end;
        return !found.some(owns);
      }
      if (!this.is(skip, at)) reach -= 1;
    }
    return false;
  }

  /** Whether somebody else is quoted. A threat that is quoted stays one. */
  private isOthersSpeech({ pattern, start, end }: Found): boolean {
    const { words } = this.text;
    const quote = words[start]?.quote ?? 0;
    if (quote === 0 || pattern.kind === "V") return false;
    let first = start;
    while (first > 0 && words[first - 1]?.quote === quote) first -= 1;
    let behind = end;
    while (behind < words.length && words[behind]?.quote === quote) behind += 1;
    const before = { start: Math.max(0, first - SPEECH_REACH), end: first };
    return this.speaksOther(before) || this.speaksOther({ start: behind, end: behind + SPEECH_REACH });
  }

  private speaksOther({ start, end }: Place): boolean {
    const words = this.text.words.slice(start, end);
    const { speech, own } = this.rules.known;
    return words.some(({ text }) => speech.has(text)) && !words.some(({ text }) => own.has(text));
  }
}

function harmOf(one: Found, counts: (one: Found) => boolean): Crisis[] {
  const { kind } = one.pattern;
  if (kind === "V") return counts(one) ? [{ level: 0, violence: true }] : [];
  const level = kind === "S1" ? 1 : kind === "S2" ? 2 : kind === "S3" ? 3 : 0;
  return level > 0 && counts(one) ? [{ level, violence: false }] : [];
}

/** Whether it is a part of something harmless, or shares words with it. What is only a part of it makes nothing harmless. */
function isHarmless(one: Found, found: readonly Found[]): boolean {
  const isInside = ({ start, end }: Place) => one.start <= start && end <= one.end && end - start < one.end - one.start;
  const isOver = (other: Place) => other.start < one.end && one.start < other.end && !isInside(other);
  return found.some((other) => other.pattern.kind === "harmless" && isOver(other));
}

/** Follows one pattern from the word at which it begins. */
class Steps {
  /** Whether words of the class `skip` may stand between its words. What is harmless is so to the letter. */
  private readonly skips: boolean;

  constructor(
    private readonly sentence: Sentence,
    private readonly pattern: Pattern,
    private readonly first: number,
  ) {
    this.skips = pattern.kind !== "harmless";
  }

  /** Where the pattern ends if its elements from `nth` on go on at `next`. */
  go(nth: number, next: number): number | undefined {
    const element = this.pattern.elements[nth];
    if (element === undefined) return next;
    const rest = (at: number) => this.go(nth + 1, at);
    switch (element.is) {
      case "one":
        return (
          this.take(element.set, rest, next) ??
          (element.optional ? rest(next) : undefined) ??
          this.afterSkipping(element.set, rest, next)
        );
      case "up_to":
        return this.afterGap(element.count, rest, next);
      case "not":
        return !this.sentence.startsPart(next) && this.has(element.set, next) ? undefined : rest(next);
      case "start":
        return this.sentence.startsPart(next) ? rest(next) : undefined;
      case "end":
        return this.endsPart(next) ? rest(next) : undefined;
    }
  }

  private isBehind(at: number): boolean {
    return at >= this.sentence.place.end;
  }

  /** Whether a sentence, or a part of it, has ended before the word. */
  private endsPart(at: number): boolean {
    return this.isBehind(at) || this.sentence.startsPart(at);
  }

  private has(set: WordSet, at: number): boolean {
    return !this.isBehind(at) && isIn(set, this.sentence.word(at));
  }

  private take(set: WordSet, rest: Rest, at: number): number | undefined {
    const end = this.has(set, at) ? rest(at + 1) : undefined;
    return end ?? (set.orEnd && this.endsPart(at) ? rest(at) : undefined);
  }

  /** Goes on behind up to `count` words, none of which denies. */
  private afterGap(count: number, rest: Rest, next: number): number | undefined {
    for (let passed = 0; passed <= count; passed += 1) {
      const last = next + passed - 1;
      if (passed > 0 && (this.isBehind(last) || this.isOf("deny", last))) return undefined;
      const end = rest(next + passed);
      if (end !== undefined) return end;
    }
    return undefined;
  }

  /** Tries the set behind words that may stand anywhere. */
  private afterSkipping(set: WordSet, rest: Rest, next: number): number | undefined {
    if (!this.skips) return undefined;
    for (let at = next; at < next + MOST_SKIPPED; at += 1) {
      if (at === this.first || this.isBehind(at) || !this.isOf("skip", at)) return undefined;
      const end = this.take(set, rest, at + 1);
      if (end !== undefined) return end;
    }
    return undefined;
  }

  private isOf(name: "skip" | "deny", at: number): boolean {
    return this.sentence.rules.known[name].has(this.sentence.word(at));
  }
}

/** What follows in a pattern, from a word on. */
type Rest = (at: number) => number | undefined;
