import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link, useRouter } from "@tanstack/react-router";
import { session } from "@/api";
import type { RegistrationMode } from "@/api/health";
import { FormError, fieldError } from "@/app/FormError";
import { Plain } from "@/app/Plain";
import { requireFields } from "@/app/required";
import { field, useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/Button";
import { PasswordField } from "@/ui/PasswordField";
import { TextField } from "@/ui/TextField";

const FIELDS = ["email", "password"];

type Props = {
  /** The path to go on to. */
  to: string;
  registration: RegistrationMode;
};

export function SignInPage({ to, registration }: Props) {
  const { history } = useRouter();
  const { pending, error, onSubmit } = useSubmit(async (data) => {
    requireFields(data, FIELDS);
    await session.signIn(field(data, "email"), field(data, "password"));
    history.push(to);
  });
  return (
    <Plain title={t`Sign in`}>
      <form onSubmit={onSubmit} noValidate className="flex flex-col gap-5">
        <FormError error={error} fields={FIELDS} />
        <TextField
          label={t`E-mail`}
          name="email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          error={fieldError(error, "email")}
        />
        <PasswordField
          label={t`Password`}
          name="password"
          autoComplete="current-password"
          error={fieldError(error, "password")}
        />
        <Button type="submit" look="primary" pending={pending}>
          {pending ? t`Signing in` : t`Sign in`}
        </Button>
      </form>
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
