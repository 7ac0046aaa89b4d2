import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { describeError, Problem } from "@/api/problem";
import type { User } from "@/api/session";
import { lockNow } from "@/app/device/autoLock";
import { setLock } from "@/app/device/device";
import { FormError, fieldError } from "@/app/FormError";
import { requireFields } from "@/app/required";
import { field, useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/Button";
import { ChoiceGroup } from "@/ui/ChoiceGroup";
import { FormDialog } from "@/ui/FormDialog";
import { PasswordField } from "@/ui/PasswordField";
import { toastStore } from "@/ui/toasts";

/** A lock on the copy that this browser keeps, and what it protects from. */
export function DeviceLock({ user, minutes }: { user: User; minutes: number | undefined }) {
  const [isAsking, setAsking] = useState(false);
  const remove = () =>
    void setLock(user, undefined).catch((error: unknown) =>
      toastStore.show({ kind: "problem", message: describeError(error) }),
    );
  return (
    <>
      <p className="max-w-measure text-ink-2">{minutes === undefined ? unlockedSentence() : lockedSentence(minutes)}</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setAsking(true)}>{minutes === undefined ? t`Set a PIN` : t`Change the PIN`}</Button>
        {minutes === undefined ? null : (
          <>
            <Button onClick={() => void lockNow()}>{t`Lock now`}</Button>
            <Button onClick={remove}>{t`Remove the PIN`}</Button>
          </>
        )}
      </div>
      {isAsking ? <NewPin user={user} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function unlockedSentence(): string {
  return t`The key to the copy is in the same browser. So it protects from someone who copies files, not from someone who can use this device as you. Lock the device itself, or set a PIN for Hearken.`;
}

function lockedSentence(minutes: number): string {
  const after = plural(minutes, { one: "# minute", other: "# minutes" });
  return t`Hearken asks for your PIN when it is opened, and after ${after} out of sight. Nobody opens the copy without it. A short PIN can be guessed by someone who has copied the files and has time; a sentence cannot. The PIN does not end your session: if you lose the device, sign it out below, from another one.`;
}

const FIELDS = ["pin", "again"];
const MINUTES = ["1", "5", "15", "60"] as const;

function NewPin({ user, onClose }: { user: User; onClose: () => void }) {
  const [minutes, setMinutes] = useState<(typeof MINUTES)[number]>("5");
  const { pending, error, onSubmit } = useSubmit(async (data) => {
    requireFields(data, FIELDS);
    const pin = field(data, "pin");
    check(pin, field(data, "again"));
    await setLock(user, { pin, minutes: Number(minutes) });
    onClose();
  });
  return (
    <FormDialog
      title={t`Lock the copy on this device`}
      submit={t`Lock it`}
      pending={pending}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <FormError error={error} fields={FIELDS} />
      <PasswordField
        label={t`PIN`}
        hint={t`At least 6 characters. A sentence is safer than digits. Nobody can find it out for you.`}
        name="pin"
        autoComplete="off"
        autoFocus
        error={fieldError(error, "pin")}
      />
      <PasswordField label={t`Once more`} name="again" autoComplete="off" error={fieldError(error, "again")} />
      <ChoiceGroup
        label={t`Ask again after it was out of sight for`}
        value={minutes}
        choices={MINUTES.map((value) => ({
          value,
          label: plural(Number(value), { one: "# minute", other: "# minutes" }),
        }))}
        onChange={setMinutes}
      />
      <p className="text-ink-2">
        {t`If you forget it, you sign in again and your journal comes back from the server. Words that were not sent by then are lost.`}
      </p>
    </FormDialog>
  );
}

const LEAST = 6;

function check(pin: string, again: string): void {
  const fields = {
    ...(pin.length < LEAST ? { pin: t`At least 6 characters.` } : {}),
    ...(again === pin ? {} : { again: t`This is not the same.` }),
  };
  if (Object.keys(fields).length > 0)
    throw new Problem(t`Something is not right yet.`, { status: 422, code: "invalid_field", fields });
}
