import { t } from "@lingui/core/macro";
import { useState } from "react";
import { session } from "@/api";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { noteRight } from "./attempts";
import { deleteLocked, hasUnsent } from "./device";

/** The way out for who can no longer open the lock. */
export function LostOpener({ label, consequence }: { label: string; consequence: string }) {
  const [isLosing, setLosing] = useState<boolean>();
  return (
    <>
      <Button look="quiet" className="mt-8 self-center" onClick={() => void hasUnsent(true).then(setLosing)}>
        {label}
      </Button>
      <ConfirmDialog
        title={t`Sign in anew?`}
        confirm={t`Delete the copy and sign in`}
        open={isLosing !== undefined}
        onConfirm={() => void signInAnew()}
        onClose={() => setLosing(undefined)}
      >
        <p>{consequence}</p>
        <p className="mt-2">
          {isLosing
            ? t`Some of what you wrote here is not on the server yet. Those words are lost.`
            : t`Everything that you wrote here is on the server: nothing is lost.`}
        </p>
      </ConfirmDialog>
    </>
  );
}

async function signInAnew(): Promise<void> {
  const stored = await deleteLocked();
  noteRight();
  // Without the server, this browser at least no longer counts as signed in.
  await session.leave(stored);
  window.location.assign("/sign-in");
}
