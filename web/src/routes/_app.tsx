import { createFileRoute, redirect } from "@tanstack/react-router";
import { session } from "@/api";
import { CrashPage } from "@/app/CrashPage";
import { keptUser } from "@/app/device/device";
import { Shell } from "@/app/Shell";
import { journalIsOpen } from "@/app/sync";

/** Everything behind the sign-in. */
export const Route = createFileRoute("/_app")({
  beforeLoad: async ({ location }) => {
    const state = await session.restore(keptUser);
    if (state.status !== "signed_in") throw redirect({ to: "/sign-in", search: { to: location.href } });
    await journalIsOpen();
  },
  component: Shell,
  errorComponent: CrashPage,
});
