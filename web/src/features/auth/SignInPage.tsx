import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link, useRouter } from "@tanstack/react-router";
import type { RegistrationMode } from "@/api/health";
import { Plain } from "@/app/Plain";
import { SignInForm } from "@/app/SignInForm";
import { LINK } from "@/ui/link";

type Props = {
  /** The path to go on to. */
  to: string;
  registration: RegistrationMode;
  /** This device keeps something that was never sent. */
  hasUnsent: boolean;
};

export function SignInPage({ to, registration, hasUnsent }: Props) {
  const { history } = useRouter();
  return (
    <Plain title={t`Sign in`} lead={hasUnsent ? waitingSentence() : undefined}>
      <SignInForm onSignedIn={() => history.push(to)} />
      <p className="mt-8">
        <Link to="/recover" className={`${LINK} text-ink`}>
          {t`Forgot your password?`}
        </Link>
      </p>
      {registration === "open" ? (
        <p className="mt-4 text-ink-2">
          <Trans>
            No account here yet?{" "}
            <Link to="/create-account" className={`${LINK} text-ink`}>
              Create one
            </Link>
          </Trans>
        </p>
      ) : null}
      {registration === "invite" ? (
        <p className="mt-4 text-ink-2">{t`New accounts need an invitation from the owner of this server.`}</p>
      ) : null}
    </Plain>
  );
}

function waitingSentence(): string {
  return t`What was last written here is not on the server yet. It waits on this device, encrypted, and is saved once its writer has signed in.`;
}
