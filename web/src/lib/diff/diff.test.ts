import { describe, expect, it } from "vitest";
import { texts } from "@/testing/texts";
import { aligned } from "./aligned";
import { partsOf } from "./paragraphs";
import { likeness, wordRuns, wordsOf } from "./words";

const marked = (runs: readonly { text: string; only: boolean }[]) =>
  runs.map(({ text, only }) => (only ? `[${text}]` : text)).join("");

describe("wordRuns", () => {
  it("marks the words that only one text has", () => {
    const [one, other] = wordRuns("Pack for the trip. Socks.", "Pack for the trip. Passport!");
    expect(marked(one)).toBe("Pack for the trip. [Socks.]");
    expect(marked(other)).toBe("Pack for the trip. [Passport!]");
  });

  it("leaves spaces around a change unmarked, and joins changes over what is no word", () => {
    const [one, other] = wordRuns("I saw Mira, Jonas and Noor.", "I saw Tom, Ada and Noor.");
    expect(marked(one)).toBe("I saw [Mira, Jonas] and Noor.");
    expect(marked(other)).toBe("I saw [Tom, Ada] and Noor.");
    expect(wordRuns("one", "one two").map(marked)).toEqual(["one", "one [two]"]);
    expect(wordRuns("one two", "one  two").map(marked)).toEqual(["one[ ]two", "one[  ]two"]);
  });

  it("finds words in a script that puts no spaces between them", () => {
    expect(wordRuns("今日は晴れです", "今日は雨です").map(marked)).toEqual(["今日は[晴れ]です", "今日は[雨]です"]);
  });

  it("loses and adds nothing, and marks nothing that both have throughout", () => {
    for (const [one, other] of texts(300)) {
      const [ones, others] = wordRuns(one, other);
      expect([ones, others].map((runs) => runs.map(({ text }) => text).join(""))).toEqual([one, other]);
      expect(
        wordRuns(one, one)
          .flat()
          .some(({ only }) => only),
      ).toBe(false);
    }
  });
});

describe("likeness", () => {
  it("is 1 for the same words, 0 for none, the same both ways", () => {
    const alike = (one: string, other: string) => likeness(wordsOf(one), wordsOf(other));
    expect(alike("a b b", "b a b!")).toBe(1);
    expect(alike("a", "b")).toBe(0);
    expect(alike("", "")).toBe(0);
    expect(alike("a b c", "a d")).toBeCloseTo(0.4);
    expect(alike("a d", "a b c")).toBeCloseTo(0.4);
  });
});

describe("aligned", () => {
  it("puts the forms of one paragraph beside each other, and what is new by itself", () => {
    const one = ["We met at noon.", "The tap drips."];
    const other = ["Something else entirely.", "", "The tap drips again."];
    expect(aligned(one, other)).toEqual([
      { one: ["We met at noon."], other: ["Something else entirely.", ""] },
      { one: ["The tap drips."], other: ["The tap drips again."] },
    ]);
    expect(aligned(["a b"], ["x y", "a b c"])).toEqual([
      { one: [], other: ["x y"] },
      { one: ["a b"], other: ["a b c"] },
    ]);
    expect(aligned(["a b", "x"], ["a b c"])).toEqual([
      { one: ["a b"], other: ["a b c"] },
      { one: ["x"], other: [] },
    ]);
    expect(aligned([], [])).toEqual([]);
  });
});

describe("partsOf", () => {
  it("tells what is the same from what differs", () => {
    expect(partsOf("A.\n\nB b b.\n\nC.", "A.\n\nB b c.\n\nC.")).toEqual([
      { kind: "same", paragraphs: ["A.", ""] },
      { kind: "different", one: ["B b b."], other: ["B b c."] },
      { kind: "same", paragraphs: ["", "C."] },
    ]);
  });

  it("knows a paragraph again whose neighbour is gone, whatever the empty lines say", () => {
    expect(partsOf("Start.\n\nTea and cake.\n\nWe met at noon in rain.", "Start.\n\nWe met at noon in snow.")).toEqual([
      { kind: "same", paragraphs: ["Start.", ""] },
      { kind: "different", one: ["Tea and cake.", ""], other: [] },
      { kind: "different", one: ["We met at noon in rain."], other: ["We met at noon in snow."] },
    ]);
  });

  it("has each text whole, in order, and nothing that differs in vain", () => {
    for (const [one, other] of texts(500)) {
      const parts = partsOf(one, other);
      const side = (side: "one" | "other") =>
        parts.flatMap((part) => (part.kind === "same" ? part.paragraphs : part[side])).join("\n");
      expect([side("one"), side("other")]).toEqual([one, other]);
      for (const part of parts) {
        if (part.kind === "different") expect(part.one).not.toEqual(part.other);
      }
      if (one === other) expect(parts.map(({ kind }) => kind)).toEqual(["same"]);
    }
  });

  it("gives up on telling apart what has next to nothing in common, at once", () => {
    const long = (word: string) => Array.from({ length: 5_000 }, (_, line) => `${word} ${line}`).join("\n");
    expect(partsOf(long("a"), long("b"))).toHaveLength(1);
  });
});
