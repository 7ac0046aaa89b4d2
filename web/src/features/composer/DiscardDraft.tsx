import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { deleteWithUndo } from "@/app/deleteWithUndo";
import { mutate, newId } from "@/sync";
import { Button } from "@/ui/Button";
import { toastStore } from "@/ui/toasts";
import { setAside, tooMany } from "./aside";
import type { Editing } from "./editing";
import { charactersOver } from "./limits";

/** Throws the draft away; a note offers to bring it back. */
export function DiscardDraft({ editing }: { editing: Editing }) {
  const navigate = useNavigate();

  function restored(id: string): void {
    void navigate({ to: "/e/$id/edit", params: { id } });
  }

  async function discard(): Promise<void> {
    const { created } = editing.state;
    // What was typed last must come back with the rest, or be at hand where it is too much.
    if (created) {
      await editing.save();
      if (editing.state.over > 0) await setAside(editing);
    }
    editing.abandon();
    const { text } = editing;
    await navigate({ to: "/", replace: true });
    if (created) deleteWithUndo(editing.state.id, t`Draft discarded`, restored);
    else if (text.trim() !== "") offerBack(text, restored);
  }

  return (
    <Button look="quiet" onClick={discard}>
      <Trash2 aria-hidden="true" className="size-4" />
      <span className="sr-only tablet:not-sr-only">{t`Discard draft`}</span>
    </Button>
  );
}

/** For words that were thrown away before they were ever saved. */
function offerBack(text: string, restored: (id: string) => void): void {
  const run = () => void writeAgain(text, restored);
  toastStore.show({ kind: "note", message: t`Draft discarded`, action: { label: t`Undo`, run } });
}

/** Of more than the server takes there is no entry: those words are put among what was not accepted. */
async function writeAgain(text: string, restored: (id: string) => void): Promise<void> {
  const args = { id: newId(), text };
  const over = charactersOver(text);
  if (over > 0) {
    await mutate.setAside({ name: "entry.create@1", args }, tooMany(over));
    return;
  }
  await mutate.createEntry(args);
  restored(args.id);
}
