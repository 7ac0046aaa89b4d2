/** Texts made of tokens, one a line, and of the heads of sections. */

const TOKEN = /^[a-z]\d+-\d+$/;

export function tokensIn(text: string): string[] {
  return text.split("\n").filter((line) => TOKEN.test(line));
}

/** The text with a line added: at the end of a section, or of the whole. A section that is not there is the whole. */
export function withLine(text: string, line: string, section: number | null): string {
  const lines = text.split("\n");
  const begin = section === null ? -1 : lines.indexOf(`[${section}]`);
  const next = begin < 0 ? -1 : lines.findIndex((it, index) => index > begin && it.startsWith("["));
  return lines.toSpliced(next < 0 ? lines.length : next, 0, line).join("\n");
}
