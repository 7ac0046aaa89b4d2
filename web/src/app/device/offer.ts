/** Asking for the passkey without being asked to. */

const KEY = "hearken.shut";

/** The user has shut the lock themselves: the next page does not ask at once to have it opened. */
export function noteShut(): void {
  sessionStorage.setItem(KEY, "1");
}

/** Calls `open` once, as soon as the page is looked at: to others the browser would refuse it. Answers how to take it back. */
export function offer(open: () => void): () => void {
  const wasShut = sessionStorage.getItem(KEY) !== null;
  sessionStorage.removeItem(KEY);
  if (wasShut) return () => undefined;
  if (document.hasFocus()) open();
  else window.addEventListener("focus", open, { once: true });
  return () => window.removeEventListener("focus", open);
}
