import { createRouter } from "@tanstack/react-router";
import { session } from "@/api";
import { neverReloadForMissingCode } from "@/app/ahead";
import { CrashedPage } from "@/app/CrashPage";
import { moveFocusOnNavigation } from "@/app/focus";
import { announceRefusals } from "@/app/refusals";
import { installShortcuts } from "@/app/shortcuts";
import { followSession } from "@/app/sync";
import { routeTree } from "./routeTree.gen";

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultErrorComponent: CrashedPage,
});

followSession();
announceRefusals();
neverReloadForMissingCode();
moveFocusOnNavigation(router);
installShortcuts(() => {
  // The page that covers an ended session is not left by a key.
  if (session.state().status === "signed_in") void router.navigate({ to: "/new" });
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
