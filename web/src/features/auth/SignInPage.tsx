import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link, useRouter } from "@tanstack/react-router";
import type { RegistrationMode } from "@/api/health";
import { Plain } from "@/app/Plain";
import { SignInForm } from "@/app/SignInForm";

type Props = {
  /** The path to go on to. */
  to: string;
  registration: RegistrationMode;
};

export function SignInPage({ to, registration }: Props) {
  const { history } = useRouter();
  return (
    <Plain title={t`Sign in`}>
      <SignInForm onSignedIn={() => history.push(to)} />
      {registration === "open" ? (
        <p className="mt-8 text-ink-2">
          <Trans>
            No account here yet?{" "}
            <Link to="/create-account" className="text-ink underline underline-offset-4">
              Create one
            </Link>
          </Trans>
        </p>
      ) : null}
      {registration === "invite" ? (
        <p className="mt-8 text-ink-2">{t`New accounts need an invitation from the owner of this server.`}</p>
      ) : null}
    </Plain>
  );
}
