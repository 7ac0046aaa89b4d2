import { t } from "@lingui/core/macro";
import { Link, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { RegistrationMode } from "@/api/health";
import { Plain } from "@/app/Plain";
import { buttonClass } from "@/ui/buttonClass";
import { LINK } from "@/ui/link";
import { CreateAccountForm, type NewAccount } from "./CreateAccountForm";

const WayBackIn = lazy(() => import("./WayBackIn"));

type Props = { registration: RegistrationMode; invite: string | undefined };

export function CreateAccountPage({ registration, invite }: Props) {
  const { history } = useRouter();
  const [created, setCreated] = useState<NewAccount>();
  if (created) {
    return (
      <Suspense>
        <WayBackIn {...created} onDone={() => history.push("/welcome/aims")} />
      </Suspense>
    );
  }
  const refusal = refusalFor(registration, invite);
  if (refusal) {
    return (
      <Plain title={refusal.title}>
        <p className="mb-6 text-ink-2">{refusal.reason}</p>
        <Link to="/sign-in" className={buttonClass({ look: "primary" }, "self-start")}>
          {t`Sign in`}
        </Link>
      </Plain>
    );
  }
  const first = registration === "first";
  return (
    <Plain title={first ? t`Create the owner account` : t`Create your account`}>
      <p className="mb-6 text-ink-2">
        {first
          ? t`Nobody uses this server yet. The first account owns it; its settings say who else may come in.`
          : t`Your entries are your own: nobody else who uses this server sees them.`}
      </p>
      <CreateAccountForm invite={invite} onCreated={setCreated} />
      {first ? null : (
        <p className="mt-8 text-ink-2">
          <Link to="/sign-in" className={`${LINK} text-ink`}>
            {t`I have an account`}
          </Link>
        </p>
      )}
    </Plain>
  );
}

/** Why no account can be created, if so. */
function refusalFor(registration: RegistrationMode, invite: string | undefined) {
  if (registration === "closed") {
    return {
      title: t`This server takes no new accounts`,
      reason: t`Its owner has closed registration. If you have an account, sign in.`,
    };
  }
  if (registration === "invite" && invite === undefined) {
    return {
      title: t`You need an invitation`,
      reason: t`This server takes new accounts by invitation. Ask its owner for a link, then open that link here.`,
    };
  }
  return undefined;
}
