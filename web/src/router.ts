import { createRouter } from "@tanstack/react-router";
import { session } from "@/api";
import { neverReloadForMissingCode } from "@/app/ahead";
import { CrashedPage } from "@/app/CrashPage";
import { moveFocusOnNavigation } from "@/app/focus";
import { announceRefusals } from "@/app/refusals";
import { goToSearch } from "@/app/searchField";
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
// The page that covers an ended session is not left by a key.
const ifSignedIn = (act: () => void) => () => session.state().status === "signed_in" && act();
installShortcuts({
  write: ifSignedIn(() => void router.navigate({ to: "/new" })),
  search: ifSignedIn(() => void goToSearch(router)),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
