import type { AnyRouter } from "@tanstack/react-router";

/**
 * After a change of page, puts the focus on its heading, so that keyboards and readers start at the top.
 * A page that has placed the focus itself keeps it; a change of filters within a page moves nothing.
 */
export function moveFocusOnNavigation(router: AnyRouter): void {
  router.subscribe("onRendered", (event) => {
    if (!event.fromLocation || !event.pathChanged) return;
    // A field may just have been left with Tab, and nothing has the focus until the next frame.
    requestAnimationFrame(() => {
      if (!document.querySelector("main")?.contains(document.activeElement)) focusHeading();
    });
  });
}

/** Puts the focus on the heading of the page: after navigation, or when what had it is gone. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
}
