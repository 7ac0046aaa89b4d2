/** How many characters of a text may be typed over at once for the next one to go on from it; as the server has it. */
const TYPED_OVER = 24;

/** Whether `next` has all of `before` but for one place of a few characters. */
export function goesOn(before: string, next: string): boolean {
  return typedOver(before, next) <= TYPED_OVER;
}

/** Whether `next` is `before` with something put into one place. */
export function addsTo(before: string, next: string): boolean {
  return typedOver(before, next) === 0;
}

/** How many characters of `before` are not in `next`, where only one place differs. */
function typedOver(before: string, next: string): number {
  const shorter = Math.min(before.length, next.length);
  let start = 0;
  while (start < shorter && before[start] === next[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === next[next.length - 1 - end]) end += 1;
  return before.length - start - end;
}
