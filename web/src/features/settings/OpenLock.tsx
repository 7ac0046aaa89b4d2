import { t } from "@lingui/core/macro";
import { tryPasskey } from "@/app/device/OpenWithPasskey";
import { tryPin } from "@/app/device/OpenWithPin";
import { FormError, fieldError } from "@/app/FormError";
import { requireFields } from "@/app/required";
import { field, useSubmit } from "@/lib/useSubmit";
import type { Lock, Opener } from "@/sync/device/lock";
import { FormDialog } from "@/ui/FormDialog";
import { PasswordField } from "@/ui/PasswordField";

type Props = {
  /** The lock that there is. */
  lock: Lock;
  title: string;
  submit: string;
  /** What to do with what opens it. */
  use: (opener: Opener) => Promise<void>;
  onClose: () => void;
};

const FIELDS = ["pin"];

/** Asks for what opens the lock before it is changed or taken off: an open journal is not yet its owner at the keys. */
export function OpenLock({ lock, title, submit, use, onClose }: Props) {
  const { pending, error, onSubmit } = useSubmit(async (data) => {
    if ("credential" in lock) return tryPasskey(lock, use);
    requireFields(data, FIELDS);
    await tryPin(field(data, "pin"), use);
  });
  return (
    <FormDialog title={title} submit={submit} pending={pending} onSubmit={onSubmit} onClose={onClose}>
      <FormError error={error} fields={FIELDS} />
      {"credential" in lock ? (
        <p className="text-ink-2">{t`Your browser has you confirm with the passkey first.`}</p>
      ) : (
        <PasswordField
          label={t`PIN`}
          hint={t`The one that opens the lock now.`}
          name="pin"
          autoComplete="off"
          autoFocus
          error={fieldError(error, "pin")}
        />
      )}
    </FormDialog>
  );
}
