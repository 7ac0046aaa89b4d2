import { t } from "@lingui/core/macro";
import { focusHeading } from "@/app/focus";
import { mutate } from "@/sync";
import type { PersonRow } from "@/sync/rows";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { toastStore } from "@/ui/toasts";

/** Asks before someone is taken off the list. */
export function DeletePerson({ person: { id, name }, onClose }: { person: PersonRow; onClose: () => void }) {
  function remove(): void {
    void mutate.deletePerson(id);
    toastStore.show({ kind: "note", message: t`${name} was deleted.` });
    onClose();
    // The button that asked is gone with the card.
    requestAnimationFrame(focusHeading);
  }
  return (
    <ConfirmDialog title={t`Delete ${name}?`} confirm={t`Delete`} open onConfirm={remove} onClose={onClose}>
      <p>{t`Your notes about ${name} are lost. Your entries stay as they are.`}</p>
    </ConfirmDialog>
  );
}
