/** Characters of a text that three lines can hold at most. */
const MOST = 400;
/** Characters within which they are looked for. */
const LOOKED_AT = 4 * MOST;

/** The beginning of a text for a card of three lines, of which none is spent on being empty. */
export function excerptOf(text: string): string {
  return text
    .trimStart()
    .slice(0, LOOKED_AT)
    .replace(/\s*\n\s*/g, "\n")
    .slice(0, MOST);
}
