/** Tags after more were typed, and what of it there was no room for. */
export interface Tagged {
  tags: string[];
  rest: string;
}

/**
 * `tags` with those in `text` added, which are parted by commas or lines. Each is trimmed, shortened to `maxLength`
 * characters, and left out when it is there already in any case.
 */
export function withTags(tags: readonly string[], text: string, max: number, maxLength: number): Tagged {
  const all = [...tags];
  const rest: string[] = [];
  for (const part of text.split(BREAK)) {
    const tag = [...part.trim()].slice(0, maxLength).join("").trim();
    const isKnown = all.some((other) => other.toLocaleLowerCase() === tag.toLocaleLowerCase());
    if (tag === "" || isKnown) continue;
    (all.length < max ? all : rest).push(tag);
  }
  return { tags: all, rest: rest.join(", ") };
}

/** What ends a tag, also on keyboards that have a comma of their own. */
const BREAK = /[,;،、，\n\r\t]/;

/** Whether `text` holds more than the tag that is being typed. */
export function endsTag(text: string): boolean {
  return BREAK.test(text);
}
