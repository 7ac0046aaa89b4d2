import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { recover } from "@/api/recovery";
import { EmailField } from "@/app/EmailField";
import { FormError, fieldError } from "@/app/FormError";
import { Plain } from "@/app/Plain";
import { requireFields } from "@/app/required";
import { field, useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/Button";
import { buttonClass } from "@/ui/buttonClass";
import { LINK } from "@/ui/link";
import { PasswordField } from "@/ui/PasswordField";
import { TextField } from "@/ui/TextField";

const FIELDS = ["email", "code", "new_password"];

/** For somebody who forgot their password and has a recovery code. */
export function RecoverPage() {
  const [left, setLeft] = useState<number>();
  return left === undefined ? <RecoverForm onRecovered={setLeft} /> : <Recovered left={left} />;
}

function RecoverForm({ onRecovered }: { onRecovered: (left: number) => void }) {
  const { pending, error, onSubmit } = useSubmit(async (data) => {
    requireFields(data, FIELDS);
    const [email, code, new_password] = [field(data, "email"), field(data, "code"), field(data, "new_password")];
    onRecovered(await recover({ email, code, new_password }));
  });
  return (
    <Plain
      title={t`Forgot your password?`}
      lead={t`One of your recovery codes sets a new one. You were offered ten when your account was made, and in the settings.`}
    >
      <form onSubmit={onSubmit} noValidate className="flex flex-col gap-5">
        <FormError error={error} fields={FIELDS} />
        <EmailField error={error} />
        <TextField
          label={t`Recovery code`}
          hint={t`One that you have not used yet. Spaces and capital letters do not matter.`}
          name="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          className="font-mono"
          error={fieldError(error, "code")}
        />
        <PasswordField
          label={t`New password`}
          hint={t`At least 8 characters; a short sentence is good.`}
          name="new_password"
          autoComplete="new-password"
          error={fieldError(error, "new_password")}
        />
        <Button type="submit" look="primary" pending={pending}>
          {pending ? t`Setting your password` : t`Set new password`}
        </Button>
      </form>
      <Honestly />
      <p className="mt-6">
        <Link to="/sign-in" className={`${LINK} text-ink`}>
          {t`Back to signing in`}
        </Link>
      </p>
    </Plain>
  );
}

/** What becomes of what there is, and what nobody can do. */
function Honestly() {
  return (
    <div className="mt-8 flex flex-col gap-3 border-t border-line pt-6 text-ink-2">
      <p>{t`Your journal on the server stays as it is. You are signed out everywhere, and the code is used up.`}</p>
      <p>
        {t`Words that are only on one of your devices stay there, encrypted, and are sent once you sign in on it. If a PIN or a passkey locks them, it is still needed: a recovery code does not open them.`}
      </p>
      <p>
        {t`Without a code nobody can set a new password for you. Where you are still signed in, you can go on reading, and copy what you need.`}
      </p>
    </div>
  );
}

function Recovered({ left }: { left: number }) {
  return (
    <Plain
      follows
      title={t`Your password is changed`}
      lead={t`Wherever you were signed in, you are signed out now. Sign in with the new password.`}
    >
      <p className="mb-6 text-ink-2">{leftSentence(left)}</p>
      <Link to="/sign-in" className={buttonClass({ look: "primary" }, "self-start")}>
        {t`Sign in`}
      </Link>
    </Plain>
  );
}

function leftSentence(left: number): string {
  if (left === 0) return t`That was your last recovery code. Make new ones in the settings.`;
  return plural(left, {
    one: "You have # recovery code left. You can make new ones in the settings.",
    other: "You have # recovery codes left. The one you used does not work again.",
  });
}
