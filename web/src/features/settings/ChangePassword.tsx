import { t } from "@lingui/core/macro";
import { useId } from "react";
import { changePassword } from "@/api/account";
import { FormError, fieldError } from "@/app/FormError";
import { requireFields } from "@/app/required";
import { field, useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { PasswordField } from "@/ui/PasswordField";
import { toastStore } from "@/ui/toasts";

const FIELDS = ["current_password", "new_password"];

/** Asks for the password and for another one. The e-mail address is there for password managers only. */
export function ChangePassword({ email, onClose }: { email: string; onClose: () => void }) {
  const formId = useId();
  const { pending, error, onSubmit } = useSubmit(async (data) => {
    requireFields(data, FIELDS);
    const [current_password, new_password] = [field(data, "current_password"), field(data, "new_password")];
    await changePassword({ current_password, new_password });
    toastStore.show({ kind: "note", message: t`Your password is changed. Everywhere else you are signed out.` });
    onClose();
  });
  return (
    <Dialog
      title={t`Change your password`}
      open
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="primary" type="submit" form={formId} pending={pending}>
            {t`Change password`}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={onSubmit} noValidate className="flex flex-col gap-5">
        <FormError error={error} fields={FIELDS} />
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={t`Your password now`}
          name="current_password"
          autoComplete="current-password"
          autoFocus
          error={fieldError(error, "current_password")}
        />
        <PasswordField
          label={t`New password`}
          hint={t`At least 8 characters; a short sentence is good. Nobody can reset it for you.`}
          name="new_password"
          autoComplete="new-password"
          error={fieldError(error, "new_password")}
        />
      </form>
    </Dialog>
  );
}
