import type { KeyboardEvent } from "react";
import { focusSearchField } from "@/app/searchField";

const HITS = "[data-hits]";
const LINKS = `${HITS} a[href^="/e/"]`;

/** Puts the focus on the first entry of the list; `false` where there is none. */
export function focusFirstHit(): boolean {
  const first = document.querySelector<HTMLElement>(LINKS);
  first?.focus();
  return first !== null;
}

/** Keys within the list of entries: the arrows lead from one to the next, and above the first back to the field. */
export function walkHits(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const links = [...document.querySelectorAll<HTMLElement>(LINKS)];
  const at = links.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  if (event.key === "ArrowDown") links[at + 1]?.focus();
  else if (event.key === "ArrowUp" && at > 0) links[at - 1]?.focus();
  else if (event.key === "ArrowUp" || event.key === "Escape") focusSearchField();
  else if (event.key === "Home") links[0]?.focus();
  else if (event.key === "End") links.at(-1)?.focus();
  else return;
  event.preventDefault();
}
