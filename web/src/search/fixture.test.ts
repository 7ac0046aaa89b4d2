import { describe, expect, it } from "vitest";
import fixture from "../../../crates/domain/tests/fixtures/search.json";
import { type Candidate, fits, namesIn } from "./conditions";
import { Index } from "./index";
import { snippetOf } from "./places";
import { type Condition, parseQuery, type Term } from "./query";
import { readWords } from "./tokens";

// The server's tests read these too: both must find the same.

describe("words", () => {
  it.each(fixture.words)("of $text", ({ text, words }) => {
    const read: string[] = [];
    readWords(text, (word, start, end) => read.push(`${text.slice(start, end)}=${word}`));
    expect(read).toEqual(words);
  });
});

const termWord = ({ words, exact, not }: Term) => `${not ? "-" : ""}${words.join(" ")}${exact ? "" : "*"}`;

function conditionWord(condition: Condition): string {
  const sign = condition.not ? "-" : "";
  switch (condition.field) {
    case "person":
    case "tag":
      return `${sign}${condition.field}=${condition.name}`;
    case "mood":
      return `${sign}mood=${condition.least}-${condition.most}`;
    case "from":
    case "to":
      return `${sign}${condition.field}=${condition.day}`;
    case "status":
      return `${sign}status=${condition.status}`;
  }
}

describe("queries", () => {
  it.each(fixture.queries)("$q", ({ q, terms, conditions, misread = [] }) => {
    const query = parseQuery(q);
    expect(query.terms.map(termWord)).toEqual(terms);
    expect(query.conditions.map(conditionWord)).toEqual(conditions);
    expect(query.misread).toEqual(misread);
  });
});

describe("searches", () => {
  const index = new Index();
  for (const { id, title, text, tags, people } of fixture.entries) {
    index.put({ id, title, text, labels: [...tags, ...people] });
  }
  const known = [...new Set(fixture.entries.flatMap(({ people }) => people))].map((name) => ({ id: name, name }));

  it.each(fixture.searches)("$q", ({ q, ids }) => {
    const { terms, conditions } = parseQuery(q);
    const { ids: found, ranks } = index.find(terms);
    const test = fits(conditions, namesIn(known));
    const hits = fixture.entries.filter((entry) => found.includes(entry.id) && test(entry as Candidate));
    const rank = (id: string) => ranks[found.indexOf(id)] ?? 0;
    hits.sort((a, b) => rank(a.id) - rank(b.id) || (a.day < b.day ? 1 : -1));
    expect(hits.map(({ id }) => id)).toEqual(ids);
  });
});

describe("snippets", () => {
  it.each(fixture.snippets)("of $q", ({ text, q, snippet }) => {
    const { start, end, places } = snippetOf(text, parseQuery(q).terms);
    let shown = "";
    let at = start;
    for (const place of places) {
      shown += `${text.slice(at, place.start)}«${text.slice(place.start, place.end)}»`;
      at = place.end;
    }
    expect(shown + text.slice(at, end)).toBe(snippet);
  });
});
