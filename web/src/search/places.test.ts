import { describe, expect, it } from "vitest";
import { SeededRandom } from "@/sync/testing/clock";
import { Index } from "./index";
import { placesOf, snippetOf } from "./places";
import { parseQuery } from "./query";
import { lineOf, wordsOf } from "./tokens";

const PIECES = [
  ..."aZ9 é\u0301ßİıœΣς我们가 ",
  ..."\u0e01\u0e34🙂👍\u{1f3fd}❤\ufe0f½…’\n-_'ﬁ\u200d",
  "e\u0301",
  "Straße",
  "ΟΔΟΣ",
  " ",
  " ",
  "か\u3099",
];
const ROUNDS = 3_000;

/** Texts of odd characters, and a search that was made from a piece of each. */
function* examples(): Generator<{ seed: number; text: string; piece: string }> {
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const random = new SeededRandom(seed);
    const pick = (count: number) => random.below(count);
    const text = Array.from({ length: 1 + pick(30) }, () => PIECES[pick(PIECES.length)]).join("");
    const words = wordsOf(text);
    const from = pick(words.length);
    yield { seed, text, piece: words.slice(from, from + 1 + pick(3)).join(" ") };
  }
}

describe("in odd texts", () => {
  it("what the index finds has a place, and what has a place is found", () => {
    for (const { seed, text, piece } of examples()) {
      const { terms } = parseQuery(seed % 2 === 0 ? piece : `"${piece}"`);
      const index = new Index();
      index.put({ id: "e", title: "", text, labels: [] });
      const isFound = index.find(terms).ids.length > 0;
      if (terms.length === 0) continue;
      expect(isFound, `seed ${seed}`).toBe(true);
      expect(placesOf(text, terms).length, `seed ${seed}`).toBeGreaterThan(0);
      const other = parseQuery(`"${piece} nowhere"`).terms;
      expect([index.find(other).ids, placesOf(text, other)], `seed ${seed}`).toEqual([[], []]);
    }
  });

  it("a place holds the words it was found by, and cuts no character", () => {
    for (const { seed, text, piece } of examples()) {
      const { terms } = parseQuery(`"${piece}"`);
      for (const { start, end } of placesOf(text, terms)) {
        expect(lineOf(text.slice(start, end)), `seed ${seed}`).toContain(lineOf(piece));
        expect(encodeURIComponent.bind(undefined, text.slice(start, end)), `seed ${seed}`).not.toThrow();
      }
    }
  });

  it("case and accents make no difference", () => {
    for (const { seed, text } of examples()) {
      expect(lineOf(text.toUpperCase()), `seed ${seed}`).toBe(lineOf(text.toUpperCase().toLowerCase()));
      expect(lineOf(text.normalize("NFC")), `seed ${seed}`).toBe(lineOf(text.normalize("NFD")));
    }
  });
});

describe("snippetOf", () => {
  it("shows a piece of a text without spaces, and cuts no character", () => {
    const { start, end, places } = snippetOf(`${"🙂".repeat(400)}海`, parseQuery("海").terms);
    expect(places).toEqual([{ start: 800, end: 801 }]);
    expect([start, end]).toEqual([740, 801]);
    const whole = snippetOf(`海${"🙂".repeat(400)}`, parseQuery("海").terms);
    expect(whole.end % 2, "between two pictures").toBe(1);
  });

  it("marks the word wherever it stands, however often", () => {
    const text = "tea ".repeat(25_000);
    expect(snippetOf(text, parseQuery("tea t").terms).places.length).toBeGreaterThan(50);
  });
});
