/** `tags` with `text` added, trimmed; unchanged when it is empty, there already in any case, or one too many. */
export function withTag(tags: readonly string[], text: string, max: number): string[] {
  const tag = text.trim();
  const known = tags.some((other) => other.toLocaleLowerCase() === tag.toLocaleLowerCase());
  return tag === "" || known || tags.length >= max ? [...tags] : [...tags, tag];
}
