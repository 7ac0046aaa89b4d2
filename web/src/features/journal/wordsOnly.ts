import { partsOf } from "@/search/query";

/** What was typed, without the filters in it. */
export function wordsOnly(text: string): string {
  const words = partsOf(text).filter(({ field }) => !field);
  return words.map(({ start, end }) => text.slice(start, end)).join(" ");
}
