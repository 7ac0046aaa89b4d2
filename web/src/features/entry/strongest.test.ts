import { expect, it } from "vitest";
import type { Evidence } from "@/sync/rows";
import { strongestOf } from "./strongest";

const piece = (kind: string, label: string, strength: number, polarity: number | null = null): Evidence => ({
  kind,
  label,
  quote: "q",
  start: 0,
  end: 1,
  polarity,
  strength,
});
const HERE = { start: 0, end: 1 };

it("takes the two strongest findings of each kind, each at its strongest place", () => {
  const evidence = [
    piece("emotion", "joy", 0.2),
    piece("emotion", "joy", 0.9),
    piece("emotion", "fear", 0.5),
    piece("emotion", "calm", 0.6),
    piece("sentiment", "tone", 0.3, 0.3),
    piece("sentiment", "tone", 0.8, 0.8),
    piece("sentiment", "tone", 0.1, -0.1),
    piece("person", "sam", 1),
    piece("person", "sam", 1),
  ];
  expect(
    [
      ...strongestOf(
        evidence,
        evidence.map(() => HERE),
      ),
    ].sort((a, b) => a - b),
  ).toEqual([1, 3, 5, 6, 7]);
});

it("passes over what has no place in the text", () => {
  const evidence = [piece("theme", "work", 0.9), piece("theme", "work", 0.1)];
  expect([...strongestOf(evidence, [undefined, HERE])]).toEqual([1]);
});
