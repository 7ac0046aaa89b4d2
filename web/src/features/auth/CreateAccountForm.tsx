import { t } from "@lingui/core/macro";
import { session } from "@/api";
import { Problem } from "@/api/problem";
import { EmailField } from "@/app/EmailField";
import { FormError, fieldError } from "@/app/FormError";
import { requireFields } from "@/app/required";
import { field, useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/Button";
import { PasswordField } from "@/ui/PasswordField";
import { TextField } from "@/ui/TextField";

const FIELDS = ["name", "email", "password"];

export type NewAccount = { email: string; password: string };

type Props = { invite: string | undefined; onCreated: (account: NewAccount) => void };

/** Creates an account and signs in to it; `onCreated` goes on from there. */
export function CreateAccountForm({ invite, onCreated }: Props) {
  const { pending, error, onSubmit } = useSubmit(async (data) => {
    requireFields(data, FIELDS);
    const account = { name: field(data, "name"), email: field(data, "email"), password: field(data, "password") };
    await session
      .register({ ...account, ...(invite === undefined ? {} : { invite }) })
      .catch((error: unknown) => inPlace(error, invite));
    onCreated(account);
  });
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-5">
      <FormError error={error} fields={FIELDS} />
      <TextField
        label={t`Your name`}
        hint={t`How Hearken greets you.`}
        name="name"
        autoComplete="given-name"
        error={fieldError(error, "name")}
      />
      <EmailField hint={t`You sign in with it. Nothing is sent to it.`} error={error} />
      <PasswordField
        label={t`Password`}
        hint={t`At least 8 characters; a short sentence is good. Nobody can reset it for you.`}
        name="password"
        autoComplete="new-password"
        error={fieldError(error, "password")}
      />
      <Button type="submit" look="primary" pending={pending}>
        {pending ? t`Creating your account` : t`Create account`}
      </Button>
    </form>
  );
}

/** Puts a refusal that is about one field under that field, and says what to do about an invitation. */
function inPlace(error: unknown, invite: string | undefined): never {
  if (error instanceof Problem && error.code === "email_taken") {
    const email = t`There is an account with this address already.`;
    throw new Problem(email, { status: error.status, code: error.code, fields: { email } });
  }
  if (error instanceof Problem && error.code === "invite_needed") {
    const refused =
      invite === undefined
        ? t`This server now takes new accounts by invitation. Ask its owner for a link.`
        : t`This invitation has been used, or has expired. Ask the owner of this server for a new link.`;
    throw new Problem(refused, { status: error.status, code: error.code });
  }
  throw error;
}
