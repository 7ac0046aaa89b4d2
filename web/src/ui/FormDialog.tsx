import { t } from "@lingui/core/macro";
import { type FormEventHandler, type ReactNode, useId } from "react";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

type Props = {
  title: string;
  /** What the button that sends the form says. */
  submit: string;
  pending?: boolean;
  onSubmit: FormEventHandler<HTMLFormElement>;
  onChange?: FormEventHandler<HTMLFormElement>;
  onClose: () => void;
  children: ReactNode;
};

/** A window with a form in it. What is wrong with a field is said by the field. */
export function FormDialog({ title, submit, pending = false, onSubmit, onChange, onClose, children }: Props) {
  const formId = useId();
  return (
    <Dialog
      title={title}
      open
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="primary" type="submit" form={formId} pending={pending}>
            {submit}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={onSubmit} onChange={onChange} className="flex flex-col gap-5">
        {children}
      </form>
    </Dialog>
  );
}
