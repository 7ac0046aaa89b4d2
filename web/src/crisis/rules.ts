/** The rules, as the server reads them too (crates/domain, crisis/rules.rs). */

import { type Classes, type Element, readPattern, readSet } from "./notation";

/** What it means that a pattern is found. */
export type Kind = "S1" | "S2" | "S3" | "V" | "harmless" | "undeny" | "past" | "now" | "told" | "play";

export interface Pattern {
  kind: Kind;
  /** Whose doing it must be. */
  doer: "own" | "other" | undefined;
  elements: readonly Element[];
}

/** Classes of words that the search itself asks for. */
const KNOWN = ["skip", "deny", "own", "other", "thing", "speech", "turn"] as const;

export interface Rules {
  spellings: ReadonlyMap<string, readonly string[]>;
  /** The patterns that may begin with a word. */
  byWord: ReadonlyMap<string, readonly Pattern[]>;
  known: Readonly<Record<(typeof KNOWN)[number], ReadonlySet<string>>>;
}

export function readRules(text: string): Rules {
  const classes = new Map<string, Set<string>>();
  const spellings = new Map<string, readonly string[]>();
  const patterns: Pattern[] = [];
  let take: (line: string) => void = () => {};
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    if (!line.startsWith("[") || !line.endsWith("]")) take(line);
    else take = section(line.slice(1, -1), { classes, spellings, patterns });
  }
  return { spellings, byWord: indexed(patterns), known: knownOf(classes) };
}

interface Lists {
  classes: Map<string, Set<string>>;
  spellings: Map<string, readonly string[]>;
  patterns: Pattern[];
}

/** What becomes of the lines below a heading. */
function section(heading: string, { classes, spellings, patterns }: Lists): (line: string) => void {
  const [kind = "", second = ""] = heading.split(/\s+/);
  if (kind === "class") return (line) => addTo(classes, second, line);
  if (kind === "spell") {
    return (line) => {
      const [from = "", to = ""] = line.split("=");
      for (const word of wordsOf(from)) spellings.set(word, wordsOf(to));
    };
  }
  const doer = second === "own" || second === "other" ? second : undefined;
  return (line) => patterns.push({ kind: kind as Kind, doer, elements: readPattern(line, classes) });
}

function addTo(classes: Map<string, Set<string>>, name: string, line: string): void {
  const words = classes.get(name) ?? new Set();
  classes.set(name, words);
  for (const part of wordsOf(line)) {
    const set = readSet(part, classes);
    for (const word of [...set.words, ...set.classes.flatMap((those) => [...those])]) words.add(word);
  }
}

function wordsOf(line: string): string[] {
  return line.split(/\s+/).filter((word) => word !== "");
}

function indexed(patterns: readonly Pattern[]): Map<string, Pattern[]> {
  const byWord = new Map<string, Pattern[]>();
  for (const pattern of patterns) {
    const first = pattern.elements.find(({ is }) => is === "one");
    if (first?.is !== "one") continue;
    const words = new Set([...first.set.words, ...first.set.classes.flatMap((those) => [...those])]);
    for (const word of words) {
      const there = byWord.get(word);
      if (there) there.push(pattern);
      else byWord.set(word, [pattern]);
    }
  }
  return byWord;
}

function knownOf(classes: Classes): Rules["known"] {
  return Object.fromEntries(KNOWN.map((name) => [name, classes.get(name) ?? new Set()])) as Rules["known"];
}
