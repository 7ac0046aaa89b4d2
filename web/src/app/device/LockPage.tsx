import { t } from "@lingui/core/macro";
import { I18nProvider } from "@lingui/react";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { session } from "@/api";
import { Problem } from "@/api/problem";
import { i18n } from "@/i18n";
import { field, useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { PasswordField } from "@/ui/PasswordField";
import { FormError, fieldError } from "../FormError";
import { Plain } from "../Plain";
import { requireFields } from "../required";
import { noteRight, noteWrong, waitNow } from "./attempts";
import { deleteLocked, unlockJournal } from "./device";

/** Shows nothing but the lock in `element`, until it is open. */
export function unlocked(element: HTMLElement): Promise<void> {
  const root = createRoot(element);
  return new Promise((resolve) => {
    const open = () => {
      root.unmount();
      resolve();
    };
    root.render(
      <I18nProvider i18n={i18n}>
        <LockPage onOpen={open} />
      </I18nProvider>,
    );
  });
}

const FIELDS = ["pin"];

function LockPage({ onOpen }: { onOpen: () => void }) {
  const [isForgotten, setForgotten] = useState(false);
  const { pending, error, onSubmit } = useSubmit(async (data) => {
    requireFields(data, FIELDS);
    await open(field(data, "pin"));
    onOpen();
  });
  return (
    <Plain title={t`Locked`} lead={t`Your journal is on this device, under your PIN.`}>
      <form onSubmit={onSubmit} noValidate className="flex flex-col gap-5">
        <FormError error={error} fields={FIELDS} />
        <PasswordField label={t`PIN`} name="pin" autoComplete="off" autoFocus error={fieldError(error, "pin")} />
        <Button type="submit" look="primary" pending={pending}>
          {pending ? t`Opening` : t`Open`}
        </Button>
      </form>
      <Button look="quiet" className="mt-8 self-start" onClick={() => setForgotten(true)}>
        {t`I have forgotten the PIN`}
      </Button>
      <ConfirmDialog
        title={t`Sign in anew?`}
        confirm={t`Delete the copy and sign in`}
        open={isForgotten}
        onConfirm={() => void signInAnew()}
        onClose={() => setForgotten(false)}
      >
        <p>
          {t`Without the PIN nobody can open the copy on this device. It is deleted, and what the server has comes back when you sign in. Words that were not sent yet are lost.`}
        </p>
      </ConfirmDialog>
    </Plain>
  );
}

async function open(pin: string): Promise<void> {
  const wait = Math.ceil(waitNow(Date.now()) / 1_000);
  if (wait > 0) throw wrong(t`Too many wrong PINs. Try again in ${wait} seconds.`);
  try {
    await unlockJournal(pin);
    noteRight();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "WrongPin") throw error;
    noteWrong(Date.now());
    throw wrong(t`This is not the PIN.`);
  }
}

function wrong(pin: string): Problem {
  return new Problem(pin, { status: 403, code: "wrong_pin", fields: { pin } });
}

async function signInAnew(): Promise<void> {
  await deleteLocked();
  noteRight();
  // Without the server, this browser at least no longer counts as signed in.
  await session.leave();
  window.location.assign("/sign-in");
}
