import { t } from "@lingui/core/macro";
import { changePassword } from "@/api/account";
import { FormError, fieldError } from "@/app/FormError";
import { requireFields } from "@/app/required";
import { sessions } from "@/app/sessionList";
import { field, useSubmit } from "@/lib/useSubmit";
import { FormDialog } from "@/ui/FormDialog";
import { PasswordField } from "@/ui/PasswordField";
import { toastStore } from "@/ui/toasts";

const FIELDS = ["current_password", "new_password"];

/** Asks for the password and for another one. The e-mail address is there for password managers only. */
export function ChangePassword({ email, onClose }: { email: string; onClose: () => void }) {
  const { pending, error, onSubmit } = useSubmit(async (data) => {
    requireFields(data, FIELDS);
    const [current_password, new_password] = [field(data, "current_password"), field(data, "new_password")];
    await changePassword({ current_password, new_password });
    toastStore.show({ kind: "note", message: t`Your password is changed. Everywhere else you are signed out.` });
    onClose();
    // The other ones are gone from the list, too.
    void sessions.reload();
  });
  return (
    <FormDialog
      title={t`Change your password`}
      submit={t`Change password`}
      pending={pending}
      onSubmit={onSubmit}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
