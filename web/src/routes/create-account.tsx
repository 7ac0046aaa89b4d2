import { createFileRoute, redirect } from "@tanstack/react-router";
import * as v from "valibot";
import { session } from "@/api";
import { fetchHealth } from "@/api/health";
import { CrashPage } from "@/app/CrashPage";
import { keptUser } from "@/app/device/device";
import { CreateAccountPage } from "@/features/auth/CreateAccountPage";

/** `invite` comes with the link that the owner of the server hands out. */
const search = v.object({ invite: v.optional(v.string()) });

export const Route = createFileRoute("/create-account")({
  validateSearch: search,
  beforeLoad: async () => {
    const state = await session.restore(keptUser);
    if (state.status === "signed_in") throw redirect({ to: "/" });
  },
  loader: fetchHealth,
  component: CreateAccount,
  errorComponent: CrashPage,
});

function CreateAccount() {
  const { invite } = Route.useSearch();
  const { registration } = Route.useLoaderData();
  return <CreateAccountPage registration={registration} invite={invite} />;
}
