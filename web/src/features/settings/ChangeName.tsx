import { t } from "@lingui/core/macro";
import { rename } from "@/api/account";
import { FormError, fieldError } from "@/app/FormError";
import { requireFields } from "@/app/required";
import { field, useSubmit } from "@/lib/useSubmit";
import { FormDialog } from "@/ui/FormDialog";
import { TextField } from "@/ui/TextField";

const FIELDS = ["name"];

/** Asks for another name to be greeted by. */
export function ChangeName({ name, onClose }: { name: string; onClose: () => void }) {
  const { pending, error, onSubmit } = useSubmit(async (data) => {
    requireFields(data, FIELDS);
    await rename(field(data, "name"));
    onClose();
  });
  return (
    <FormDialog title={t`Change your name`} submit={t`Save`} pending={pending} onSubmit={onSubmit} onClose={onClose}>
      <FormError error={error} fields={FIELDS} />
      <TextField
        label={t`Your name`}
        hint={t`How Hearken greets you.`}
        name="name"
        defaultValue={name}
        autoComplete="given-name"
        autoFocus
        error={fieldError(error, "name")}
      />
    </FormDialog>
  );
}
