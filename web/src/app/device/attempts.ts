/** How long to wait after wrong PINs. Kept across pages, or a reload would be the way around it. */

const KEY = "hearken.attempts";
const FREE = 3;
const FIRST_MS = 5_000;
const LONGEST_MS = 300_000;

/** After so many wrong ones in a row, in milliseconds. */
export function waitAfter(wrong: number): number {
  return wrong < FREE ? 0 : Math.min(LONGEST_MS, FIRST_MS * 2 ** (wrong - FREE));
}

type Attempts = { wrong: number; last: number };

/** How long it is until another PIN may be tried, in milliseconds. A clock that was set back makes it no longer. */
export function waitNow(now: number): number {
  const { wrong, last } = read();
  const wait = waitAfter(wrong);
  return Math.max(0, Math.min(wait, last + wait - now));
}

export function noteWrong(now: number): void {
  write({ wrong: read().wrong + 1, last: now });
}

export function noteRight(): void {
  write({ wrong: 0, last: 0 });
}

function read(): Attempts {
  const [wrong, last] = (localStorage.getItem(KEY) ?? "").split(" ").map(Number);
  return { wrong: wrong || 0, last: last || 0 };
}

function write({ wrong, last }: Attempts): void {
  if (wrong > 0) localStorage.setItem(KEY, `${wrong} ${last}`);
  else localStorage.removeItem(KEY);
}
