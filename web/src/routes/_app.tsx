import { createFileRoute, redirect } from "@tanstack/react-router";
import { session } from "@/api";
import { CrashPage } from "@/app/CrashPage";
import { Shell } from "@/app/Shell";

/** Everything behind the sign-in. */
export const Route = createFileRoute("/_app")({
  beforeLoad: async ({ location }) => {
    const state = await session.restore();
    if (state.status !== "signed_in") throw redirect({ to: "/sign-in", search: { to: location.href } });
  },
  component: Shell,
  errorComponent: CrashPage,
});
