/** How a pattern of the rules is written (crates/domain, crisis/notation.rs). */

/** Words, and classes of words. */
export interface WordSet {
  words: readonly string[];
  classes: readonly ReadonlySet<string>[];
  /** Whether the end of a sentence, or of a part of it, will do as well. */
  orEnd: boolean;
}

/** A step of a pattern. */
export type Element =
  | { is: "one"; set: WordSet; optional: boolean }
  | { is: "up_to"; count: number }
  | { is: "not"; set: WordSet }
  | { is: "start" }
  | { is: "end" };

export type Classes = ReadonlyMap<string, ReadonlySet<string>>;

export function readPattern(line: string, classes: Classes): readonly Element[] {
  return line.split(/\s+/).map((part) => readElement(part, classes));
}

function readElement(part: string, classes: Classes): Element {
  if (part.startsWith("_")) return { is: "up_to", count: part === "_" ? 1 : Number(part.slice(1)) };
  if (part.startsWith("!")) return { is: "not", set: readSet(part.slice(1), classes) };
  if (part === "^") return { is: "start" };
  if (part === "$") return { is: "end" };
  const optional = part.endsWith("?");
  return { is: "one", set: readSet(optional ? part.slice(0, -1) : part, classes), optional };
}

/** Reads `a|b|<class>|$`; the server's tests see to it that every class is there. */
export function readSet(words: string, classes: Classes): WordSet {
  const parts = words.split("|");
  const named = parts.filter((part) => part.startsWith("<"));
  return {
    words: parts.filter((part) => !part.startsWith("<") && part !== "$"),
    orEnd: parts.includes("$"),
    classes: named.map((name) => classes.get(name.slice(1, -1)) ?? new Set()),
  };
}

export function isIn({ words, classes }: WordSet, word: string): boolean {
  return words.includes(word) || classes.some((those) => those.has(word));
}
