/**
 * What people type to search: words, "exact phrases", -without, and filters such as `tag:work`. The server reads the
 * same (crates/domain, search/query.rs).
 */

import { wordsOf } from "./tokens";

/** Words that stand side by side. The last one may go on, unless `exact`. */
export interface Term {
  words: readonly string[];
  exact: boolean;
  /** What has it is left out. */
  not: boolean;
}

export const FIELDS = ["person", "tag", "mood", "from", "to", "status"] as const;
export type Field = (typeof FIELDS)[number];

/** What an entry must be, or with `not` must not be. Days are local, as YYYY-MM-DD, both included. */
export type Condition = { not: boolean } & (
  | { field: "person"; name: string }
  | { field: "tag"; name: string }
  | { field: "mood"; least: number; most: number }
  | { field: "from"; day: string }
  | { field: "to"; day: string }
  | { field: "status"; status: "draft" | "published" }
);

/** Most different terms of a query: each is looked for in every entry. */
const MAX_TERMS = 16;

export interface Query {
  /** The first {@link MAX_TERMS} different ones. */
  terms: readonly Term[];
  conditions: readonly Condition[];
  /** Filters whose value says nothing: they count as if they were not there. */
  misread: readonly Field[];
}

/** One part of what was typed, and where. */
export interface Part {
  start: number;
  end: number;
  not: boolean;
  field: Field | undefined;
  value: string;
  /** The value stands in quotation marks, both of them. */
  closed: boolean;
}

const PART = new RegExp(
  String.raw`(?<not>-?)(?:(?<field>${FIELDS.join("|")}):)?(?:["“”„«»](?<phrase>[^"“”„«»]*)(?<close>["“”„«»]?)|(?<word>[^\s"“”„«»]*))`,
  "iy",
);

/** The parts of `text`, from left to right. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  while (at < text.length) {
    PART.lastIndex = at;
    const { not, field, phrase, close, word } = PART.exec(text)?.groups ?? {};
    const end = Math.max(PART.lastIndex, at + 1);
    if (PART.lastIndex > at) {
      parts.push({
        start: at,
        end,
        not: not === "-",
        field: field?.toLowerCase() as Field | undefined,
        value: phrase ?? word ?? "",
        closed: Boolean(close),
      });
    }
    at = end;
  }
  return parts;
}

export function parseQuery(text: string): Query {
  const [terms, conditions, misread]: [Term[], Condition[], Field[]] = [[], [], []];
  for (const { field, value, not, closed } of partsOf(text)) {
    if (field) {
      const condition = conditionOf(field, value.trim(), not);
      if (condition) conditions.push(condition);
      else misread.push(field);
      continue;
    }
    const words = wordsOf(value);
    const term = { words, exact: closed, not };
    if (words.length > 0 && terms.length < MAX_TERMS && !terms.some((other) => isSame(other, term))) terms.push(term);
  }
  return { terms, conditions, misread };
}

function isSame(a: Term, b: Term): boolean {
  return a.exact === b.exact && a.not === b.not && a.words.join(" ") === b.words.join(" ");
}

function conditionOf(field: Field, value: string, not: boolean): Condition | undefined {
  switch (field) {
    case "person":
    case "tag":
      return value === "" ? undefined : { field, name: value, not };
    case "mood": {
      const [, least, most = least] = /^([1-5])(?:-([1-5]))?$/.exec(value) ?? [];
      return least === undefined ? undefined : { field, least: Number(least), most: Number(most), not };
    }
    case "from":
    case "to": {
      const day = dayOf(field, value);
      return day === undefined ? undefined : { field, day, not };
    }
    case "status": {
      const status = STATUS[value.toLowerCase()];
      return status && { field, status, not };
    }
  }
}

const STATUS: Record<string, "draft" | "published" | undefined> = {
  draft: "draft",
  finished: "published",
  published: "published",
};

/** `2026`, `2026-03` and `2026-03-05` as the first day of that, or the last one. */
function dayOf(side: "from" | "to", value: string): string | undefined {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(value) ?? [];
  if (year === undefined) return undefined;
  const [first, last] = side === "from" ? ["01", "01"] : ["12", lastDay(year, month ?? "12")];
  const whole = `${year}-${month ?? first}-${day ?? last}`;
  return isDay(whole) ? whole : undefined;
}

function lastDay(year: string, month: string): string {
  const days = new Date(Date.UTC(Number(year) || 4, Number(month), 0)).getUTCDate();
  return String(days).padStart(2, "0");
}

function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
