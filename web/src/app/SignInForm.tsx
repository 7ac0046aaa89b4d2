import { t } from "@lingui/core/macro";
import { session } from "@/api";
import { field, useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/Button";
import { PasswordField } from "@/ui/PasswordField";
import { EmailField } from "./EmailField";
import { FormError, fieldError } from "./FormError";
import { requireFields } from "./required";

const FIELDS = ["email", "password"];

/** Signs in; `onSignedIn` goes on from there. */
export function SignInForm({ onSignedIn }: { onSignedIn?: () => void }) {
  const { pending, error, onSubmit } = useSubmit(async (data) => {
    requireFields(data, FIELDS);
    await session.signIn(field(data, "email"), field(data, "password"));
    onSignedIn?.();
  });
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-5">
      <FormError error={error} fields={FIELDS} />
      <EmailField error={error} />
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
  );
}
