import { t } from "@lingui/core/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { History, PenLine, Trash2 } from "lucide-react";
import { deleteWithUndo } from "@/app/deleteWithUndo";
import type { Entry } from "@/sync/react";
import { Button } from "@/ui/Button";
import { buttonClass } from "@/ui/buttonClass";

export function EntryActions({ entry }: { entry: Entry }) {
  const navigate = useNavigate();

  async function remove(): Promise<void> {
    await navigate({ to: "/journal", replace: true });
    deleteWithUndo(entry.id, t`Entry deleted`, (id) => void navigate({ to: "/e/$id", params: { id } }));
  }

  return (
    <>
      <Link to="/e/$id/edit" params={{ id: entry.id }} className={buttonClass()}>
        <PenLine aria-hidden="true" className="size-4" />
        {t`Edit`}
      </Link>
      <Link to="/e/$id/versions" params={{ id: entry.id }} className={buttonClass({ look: "quiet" })}>
        <History aria-hidden="true" className="size-4" />
        {t`Versions`}
      </Link>
      <Button look="quiet" onClick={remove}>
        <Trash2 aria-hidden="true" className="size-4" />
        {t`Delete`}
      </Button>
    </>
  );
}
