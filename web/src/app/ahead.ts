import type { AnyRoute, AnyRouter } from "@tanstack/react-router";
import { loadDetector } from "@/crisis/load";

/**
 * Loads the code of every page while the browser is idle, and begins to read the journal for searches. From then on
 * pages open at once, and also when the server is out of reach.
 */
export function loadPagesAhead(router: AnyRouter): void {
  const load = () => {
    const routes: AnyRoute[] = Object.values(router.routesById);
    // What fails here is asked for again when it is needed.
    void Promise.allSettled([
      ...routes.map((route) => router.loadRouteChunk(route)),
      import("./ChangesSheet"),
      loadDetector(),
      import("./help/resources").then(({ readResources }) => readResources()),
      import("@/search/react").then(({ startSearch }) => startSearch()),
    ]);
  };
  // Not in Safari.
  if ("requestIdleCallback" in window) window.requestIdleCallback(load);
  else setTimeout(load, 1_000);
}

/** Loads the code of the page at the address already while it is found out whose journal is to be shown. */
export function loadPage(router: AnyRouter): void {
  for (const { routeId } of router.matchRoutes(router.latestLocation)) {
    // What fails here is asked for again when it is needed.
    router.loadRouteChunk(router.routesById[routeId])?.catch(() => undefined);
  }
}

/**
 * Keeps the router from reloading the page when the code of a page cannot be loaded: that would end what is only in
 * this tab. The router reloads once for each message and notes it in the session storage; it is shown that note.
 */
export function neverReloadForMissingCode(): void {
  window.addEventListener("vite:preloadError", ({ payload }) => {
    try {
      sessionStorage.setItem(`tanstack_router_reload:${payload.message}`, "1");
    } catch {
      // Without storage the router does not reload either.
    }
  });
}

/** Whether the code of a page could not be loaded. */
export function isMissingCode(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|module script/.test(error.message);
}
