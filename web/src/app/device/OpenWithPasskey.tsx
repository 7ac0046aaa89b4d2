import { t } from "@lingui/core/macro";
import { Fingerprint } from "lucide-react";
import { useEffect, useRef } from "react";
import { Problem } from "@/api/problem";
import { useSubmit } from "@/lib/useSubmit";
import type { Opener } from "@/sync/device/lock";
import type { Passkey } from "@/sync/device/passkeyLock";
import { Button } from "@/ui/Button";
import { FormError } from "../FormError";
import { unlockJournal } from "./device";
import { offer } from "./offer";
import { ask } from "./passkey";
import { told } from "./passkeyWords";

/** Asks for the passkey: by itself once, and as often as one wants. */
export function OpenWithPasskey({ passkey, onOpen }: { passkey: Passkey; onOpen: () => void }) {
  const form = useRef<HTMLFormElement>(null);
  const { pending, error, onSubmit } = useSubmit(async () => {
    await tryPasskey(passkey, unlockJournal);
    onOpen();
  });
  useEffect(() => offer(() => form.current?.requestSubmit()), []);
  return (
    <form ref={form} onSubmit={onSubmit} className="flex flex-col gap-5">
      <FormError error={error} fields={[]} />
      <Button type="submit" look="primary" pending={pending} autoFocus>
        <Fingerprint aria-hidden="true" className="size-5" />
        {pending ? t`Waiting for the passkey` : t`Open with the passkey`}
      </Button>
    </form>
  );
}

/** Has the passkey answer, and hands that to `use`; throws what to tell the user. */
export async function tryPasskey(passkey: Passkey, use: (opener: Opener) => Promise<void>): Promise<void> {
  try {
    await use({ passkey, secret: await ask(passkey) });
  } catch (error) {
    throw isOther(error) ? otherPasskey() : told(error, unconfirmedSentence());
  }
}

/** The lock was changed in another tab, or the passkey no longer answers as it did. */
function isOther(error: unknown): boolean {
  return error instanceof Error && (error.name === "WrongPasskey" || error.name === "Locked");
}

function otherPasskey(): Problem {
  return new Problem(
    t`This passkey does not open the copy. If you have changed the lock in another tab, load the page anew.`,
    { status: 403, code: "wrong_passkey" },
  );
}

function unconfirmedSentence(): string {
  return t`Nothing was opened: the passkey was not confirmed in time, or is not on this device. Try again, with the device or the key at hand that has it.`;
}
