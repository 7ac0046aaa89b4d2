/** How many characters of a text may be typed over at once for the next one to go on from it; as the server has it. */
const TYPED_OVER = 24;

/** Whether `next` has all of `before` but for one place of a few characters. */
export function goesOn(before: string, next: string, few = TYPED_OVER): boolean {
  const shorter = Math.min(before.length, next.length);
  let start = 0;
  while (start < shorter && before[start] === next[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === next[next.length - 1 - end]) end += 1;
  return before.length - start - end <= few;
}
