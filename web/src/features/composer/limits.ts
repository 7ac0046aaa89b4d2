/** The server's limits, said kindly before it has to refuse. */

export const MAX_TEXT = 100_000;
export const MAX_TITLE = 200;
export const MAX_TAGS = 10;
export const MAX_TAG = 50;
export const MAX_PEOPLE = 50;

/** How many characters (Unicode code points) `text` has above the limit; 0 when it fits. */
export function charactersOver(text: string): number {
  // A string never has more code points than code units, so counting is needed only near the limit.
  return text.length <= MAX_TEXT ? 0 : Math.max(0, [...text].length - MAX_TEXT);
}

export function isBlank(text: string): boolean {
  return text.trim() === "";
}
