import { t } from "@lingui/core/macro";
import { useId } from "react";
import { rename } from "@/api/account";
import { FormError, fieldError } from "@/app/FormError";
import { requireFields } from "@/app/required";
import { field, useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { TextField } from "@/ui/TextField";

const FIELDS = ["name"];

/** Asks for another name to be greeted by. */
export function ChangeName({ name, onClose }: { name: string; onClose: () => void }) {
  const formId = useId();
  const { pending, error, onSubmit } = useSubmit(async (data) => {
    requireFields(data, FIELDS);
    await rename(field(data, "name"));
    onClose();
  });
  return (
    <Dialog
      title={t`Change your name`}
      open
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="primary" type="submit" form={formId} pending={pending}>
            {t`Save`}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={onSubmit} noValidate className="flex flex-col gap-5">
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
      </form>
    </Dialog>
  );
}
