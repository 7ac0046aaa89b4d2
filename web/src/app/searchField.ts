import type { AnyRouter } from "@tanstack/react-router";

/** The id of the field that searches the journal. */
export const SEARCH_FIELD = "search-field";

/** Goes to the search, wherever one is. */
export async function goToSearch(router: AnyRouter): Promise<void> {
  if (!focusSearchField()) {
    await router.navigate({ to: "/journal" });
    // The page may be drawn in the next frame only.
    requestAnimationFrame(() => focusSearchField());
  }
}

/** Puts the focus into the field, on what was typed there; `false` where there is none. */
export function focusSearchField(): boolean {
  const field = document.getElementById(SEARCH_FIELD);
  if (!(field instanceof HTMLInputElement)) return false;
  field.focus();
  field.select();
  return true;
}
