import { t } from "@lingui/core/macro";
import { Redo2, Undo2 } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Button } from "@/ui/Button";
import type { Editing } from "./editing";

/** Puts a finished entry back as it was when it was opened, although what was changed is saved; and forward again. */
export function UndoChanges({ editing }: { editing: Editing }) {
  const { changed, undone } = useSyncExternalStore(editing.subscribe, () => editing.state);
  const again = undone && !changed;
  const Icon = again ? Redo2 : Undo2;

  function change(): void {
    if (again) void editing.changeAgain();
    else if (changed) void editing.putBack();
  }

  return (
    <Button
      look="quiet"
      aria-disabled={!changed && !again}
      onClick={change}
      className="px-2 text-sm tablet:px-4 tablet:text-base"
    >
      <Icon aria-hidden="true" className="hidden size-4 shrink-0 tablet:block" />
      {again ? t`Redo my changes` : t`Undo my changes`}
    </Button>
  );
}
