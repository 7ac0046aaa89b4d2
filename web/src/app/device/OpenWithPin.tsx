import { plural, t } from "@lingui/core/macro";
import { Problem } from "@/api/problem";
import { field, useSubmit } from "@/lib/useSubmit";
import type { Opener } from "@/sync/device/lock";
import { Button } from "@/ui/Button";
import { PasswordField } from "@/ui/PasswordField";
import { FormError, fieldError } from "../FormError";
import { requireFields } from "../required";
import { noteRight, noteWrong, waitNow } from "./attempts";
import { unlockJournal } from "./device";

const FIELDS = ["pin"];

export function OpenWithPin({ onOpen }: { onOpen: () => void }) {
  const { pending, error, onSubmit } = useSubmit(async (data) => {
    requireFields(data, FIELDS);
    await tryPin(field(data, "pin"), unlockJournal);
    onOpen();
  });
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-5">
      <FormError error={error} fields={FIELDS} />
      <PasswordField label={t`PIN`} name="pin" autoComplete="off" autoFocus error={fieldError(error, "pin")} />
      <Button type="submit" look="primary" pending={pending}>
        {pending ? t`Opening` : t`Open`}
      </Button>
    </form>
  );
}

/** Hands a PIN to `use`, unless too many were wrong; throws what to tell the user. */
export async function tryPin(pin: string, use: (opener: Opener) => Promise<void>): Promise<void> {
  const wait = Math.ceil(waitNow(Date.now()) / 1_000);
  if (wait > 0) throw wrong(tooMany(wait));
  try {
    await use({ pin });
    noteRight();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "WrongPin") throw error;
    noteWrong(Date.now());
    throw wrong(t`This is not the PIN.`);
  }
}

function tooMany(seconds: number): string {
  return plural(seconds, {
    one: "Too many wrong PINs. Try again in # second.",
    other: "Too many wrong PINs. Try again in # seconds.",
  });
}

function wrong(pin: string): Problem {
  return new Problem(pin, { status: 403, code: "wrong_pin", fields: { pin } });
}
