/** That the lock has fallen: what the tabs of one browser tell each other of it, and when each was last looked at. */

import { readAnswer } from "./answer";

const FALLEN = "hearken.fallen";
const SEEN = "hearken.seen";

/** The last fall that this page knows of: a later one is meant for it, too, even if the browser let it sleep meanwhile. */
let known = localStorageAt(FALLEN);

/** The lock falls in every tab; this one sees to itself. */
export function tellFallen(now: number): void {
  known = `${now} ${Math.random()}`;
  put(FALLEN, known);
}

/** Whether the lock has fallen in another tab since this page was opened. */
export function hasFallen(): boolean {
  const last = localStorageAt(FALLEN);
  return last !== null && last !== known;
}

/** This page has just been opened: no fall before this one is meant for it. */
export function forgetFallen(): void {
  known = localStorageAt(FALLEN);
}

/** Calls `listener` when the lock has fallen in another tab. Returns how to stop. */
export function onFallen(listener: () => void): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const look = () => hasFallen() && listener();
  window.addEventListener("storage", ({ key }) => key === FALLEN && look(), { signal });
  // One that slept may not have been told.
  document.addEventListener("visibilitychange", look, { signal });
  return () => ended.abort();
}

/** A tab of this browser is looked at. Of no use, and not noted, where there is no lock. */
export function noteSeen(now: number): void {
  if (readAnswer()?.minutes !== undefined) put(SEEN, String(now));
}

/** When a tab of this browser was last looked at; 0 if that is not known. */
export function lastSeen(): number {
  return Number(localStorageAt(SEEN)) || 0;
}

/** Nobody here is to know that there was a lock. */
export function dropFallen(): void {
  try {
    for (const key of [FALLEN, SEEN]) localStorage.removeItem(key);
  } catch {
    // Then there is nothing.
  }
}

function localStorageAt(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Where it is switched off, nothing is kept that could be locked.
    return null;
  }
}

function put(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The same.
  }
}
