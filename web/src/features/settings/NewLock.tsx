import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { Problem } from "@/api/problem";
import type { User } from "@/api/session";
import type { LockChoice, LockKind } from "@/app/device/answer";
import { setLock } from "@/app/device/device";
import type { Obstacle } from "@/app/device/passkey";
import { obstacleSentence } from "@/app/device/passkeyWords";
import { FormError, fieldError } from "@/app/FormError";
import { requireFields } from "@/app/required";
import { field, useSubmit } from "@/lib/useSubmit";
import type { Opener } from "@/sync/device/lock";
import { ChoiceGroup } from "@/ui/ChoiceGroup";
import { FormDialog } from "@/ui/FormDialog";
import { PasswordField } from "@/ui/PasswordField";
import { NewPasskey } from "./newPasskey";

type Props = {
  user: User;
  current: LockChoice | undefined;
  /** What opens the lock that there is. */
  opener: Opener | undefined;
  /** Why it cannot be a passkey. */
  obstacle: Obstacle | undefined;
  onClose: () => void;
};

const FIELDS = ["pin", "again"];
const MINUTES = ["1", "5", "15", "60"] as const;
type Minutes = (typeof MINUTES)[number];

/** Asks what the lock is to be opened with, and when it falls shut. */
export function NewLock({ user, current, opener: before, obstacle, onClose }: Props) {
  const [kind, setKind] = useState<LockKind>(obstacle ? "pin" : (current?.kind ?? "passkey"));
  const [minutes, setMinutes] = useState<Minutes>(MINUTES.find((value) => Number(value) === current?.minutes) ?? "5");
  const [passkey] = useState(() => new NewPasskey(user.name));
  const close = () => {
    passkey.drop();
    onClose();
  };
  const { pending, error, onSubmit } = useSubmit(async (data) => {
    const opener = kind === "pin" ? pinIn(data) : await passkey.opener();
    await setLock(user, { opener, minutes: Number(minutes) }, before);
    if (kind === "passkey") onClose();
    else close();
  });
  return (
    <FormDialog
      title={t`Lock the copy on this device`}
      submit={submitWord(kind, pending)}
      pending={pending}
      onSubmit={onSubmit}
      onClose={close}
    >
      <FormError error={error} fields={FIELDS} />
      {obstacle ? (
        <p className="text-ink-2">{obstacleSentence(obstacle)}</p>
      ) : (
        <ChoiceGroup
          label={t`Open it with`}
          value={kind}
          choices={[
            { value: "passkey", label: t`Passkey (fingerprint, face or security key)` },
            { value: "pin", label: t`PIN` },
          ]}
          onChange={setKind}
        />
      )}
      {kind === "pin" ? <PinFields error={error} /> : <p className="text-ink-2">{passkeySentence()}</p>}
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
        {kind === "pin"
          ? t`If you forget it, you sign in again and your journal comes back from the server. Words that were not sent by then are lost.`
          : t`If you lose it, you sign in again and your journal comes back from the server. Words that were not sent by then are lost.`}
      </p>
    </FormDialog>
  );
}

function PinFields({ error }: { error: unknown }) {
  return (
    <>
      <PasswordField
        label={t`PIN`}
        hint={t`At least 6 characters. A sentence is safer than digits. Nobody can find it out for you.`}
        name="pin"
        autoComplete="off"
        autoFocus
        error={fieldError(error, "pin")}
      />
      <PasswordField label={t`Once more`} name="again" autoComplete="off" error={fieldError(error, "again")} />
    </>
  );
}

function passkeySentence(): string {
  return t`Your browser asks where to keep the passkey, and from then on has you confirm with it whenever the copy is to be opened. It is for this lock alone: it does not sign you in, and the server learns nothing of it.`;
}

function submitWord(kind: LockKind, pending: boolean): string {
  if (kind === "pin") return t`Lock it`;
  return pending ? t`Waiting for the passkey` : t`Create the passkey`;
}

const LEAST = 6;

function pinIn(data: FormData): Opener {
  requireFields(data, FIELDS);
  const [pin, again] = [field(data, "pin"), field(data, "again")];
  const fields = {
    ...(pin.length < LEAST ? { pin: t`At least 6 characters.` } : {}),
    ...(again === pin ? {} : { again: t`This is not the same.` }),
  };
  if (Object.keys(fields).length > 0)
    throw new Problem(t`Something is not right yet.`, { status: 422, code: "invalid_field", fields });
  return { pin };
}
