import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

type Props = {
  title: string;
  /** What will be lost and what stays. */
  children: ReactNode;
  /** The verb of the button that does it: "Delete". */
  confirm: string;
  open: boolean;
  onConfirm: () => void;
  onClose: () => void;
  pending?: boolean;
};

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ title, children, confirm, open, onConfirm, onClose, pending = false }: Props) {
  return (
    <Dialog
      role="alertdialog"
      title={title}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="danger" onClick={onConfirm} pending={pending}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
