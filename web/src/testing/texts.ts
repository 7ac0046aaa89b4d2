import { SeededRandom } from "@/sync/testing/clock";

const PARAGRAPHS = [
  "",
  "",
  "We met.",
  "We met at noon.",
  "We met at noon, in rain.",
  "Tea.",
  "Tea and cake.",
  "  ",
  "雨です",
];

/** Pairs of texts made up at random, the same in every run; of few words and paragraphs, so that much is shared. */
export function* texts(count: number): Generator<[one: string, other: string]> {
  const random = new SeededRandom(7);
  const paragraph = () => PARAGRAPHS[random.below(PARAGRAPHS.length)] ?? "";
  const text = () => Array.from({ length: 1 + random.below(7) }, paragraph).join("\n");
  for (let made = 0; made < count; made += 1) {
    const one = text();
    yield [one, random.chance(0.1) ? one : text()];
  }
}
