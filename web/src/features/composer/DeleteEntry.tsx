import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { deleteWithUndo } from "@/app/deleteWithUndo";
import { Button } from "@/ui/Button";
import type { Editing } from "./editing";

/** Deletes a finished entry that was emptied; a note offers to bring it back with the text that was saved last. */
export function DeleteEntry({ editing }: { editing: Editing }) {
  const navigate = useNavigate();

  async function remove(): Promise<void> {
    const { id } = editing.state;
    editing.abandon();
    await navigate({ to: "/journal", replace: true });
    deleteWithUndo(id, t`Entry deleted`, () => void navigate({ to: "/e/$id", params: { id } }));
  }

  return (
    <Button look="quiet" onClick={remove} className="px-2 text-sm tablet:px-4 tablet:text-base">
      <Trash2 aria-hidden="true" className="hidden size-4 shrink-0 tablet:block" />
      {t`Delete entry`}
    </Button>
  );
}
