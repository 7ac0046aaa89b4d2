import { createFileRoute, redirect } from "@tanstack/react-router";
import * as v from "valibot";
import { session } from "@/api";
import { fetchHealth } from "@/api/health";
import { CrashPage } from "@/app/CrashPage";
import { hasUnsent, keptUser } from "@/app/device/device";
import { SignInPage } from "@/features/auth/SignInPage";
import { afterSignIn } from "@/features/auth/target";

const search = v.object({ to: v.optional(v.pipe(v.string(), v.transform(afterSignIn))) });

export const Route = createFileRoute("/sign-in")({
  validateSearch: search,
  beforeLoad: async ({ search }) => {
    const state = await session.restore(keptUser);
    if (state.status === "signed_in") throw redirect({ to: search.to ?? "/" });
  },
  loader: async () => {
    const health = await fetchHealth();
    if (health.registration === "first") throw redirect({ to: "/create-account" });
    return { registration: health.registration, hasUnsent: await hasUnsent() };
  },
  component: SignIn,
  errorComponent: CrashPage,
});

function SignIn() {
  const { to } = Route.useSearch();
  const { registration, hasUnsent: isWaiting } = Route.useLoaderData();
  return <SignInPage to={to ?? "/"} registration={registration} hasUnsent={isWaiting} />;
}
