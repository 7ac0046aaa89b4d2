import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { describeError } from "@/api/problem";
import type { User } from "@/api/session";
import type { LockChoice, LockKind } from "@/app/device/answer";
import { setLock } from "@/app/device/device";
import { lockNow } from "@/app/device/lockNow";
import { noteShut } from "@/app/device/offer";
import { type Obstacle, obstacle } from "@/app/device/passkey";
import { Button } from "@/ui/Button";
import { toastStore } from "@/ui/toasts";
import { NewLock } from "./NewLock";

/** A lock on the copy that this browser keeps, and what it protects from. */
export function DeviceLock({ user, lock }: { user: User; lock: LockChoice | undefined }) {
  const [asked, setAsked] = useState<{ obstacle: Obstacle | undefined }>();
  const [isRemoving, setRemoving] = useState(false);
  function remove(): void {
    setRemoving(true);
    void setLock(user, undefined)
      .catch((error: unknown) => toastStore.show({ kind: "problem", message: describeError(error) }))
      .finally(() => setRemoving(false));
  }
  return (
    <>
      {sentences(lock).map((sentence) => (
        <p key={sentence} className="max-w-measure text-ink-2">
          {sentence}
        </p>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void obstacle().then((it) => setAsked({ obstacle: it }))}>
          {lock ? t`Change the lock` : t`Set a lock`}
        </Button>
        {lock ? (
          <>
            <Button onClick={() => shut(lock.kind)}>{t`Lock now`}</Button>
            <Button pending={isRemoving} onClick={remove}>{t`Remove the lock`}</Button>
          </>
        ) : null}
      </div>
      {asked ? (
        <NewLock user={user} current={lock} obstacle={asked.obstacle} onClose={() => setAsked(undefined)} />
      ) : null}
    </>
  );
}

function shut(kind: LockKind): void {
  if (kind === "passkey") noteShut();
  void lockNow();
}

function sentences(lock: LockChoice | undefined): string[] {
  if (!lock) {
    return [
      t`The key to the copy is in the same browser. So it protects from someone who copies files, not from someone who can use this device as you. Lock the device itself, or set a lock for Hearken.`,
    ];
  }
  const after = plural(lock.minutes, { one: "# minute", other: "# minutes" });
  return [
    lock.kind === "pin"
      ? t`Hearken asks for your PIN when it is opened, and after ${after} out of sight. Nobody opens the copy without it. A short PIN can be guessed by someone who has copied the files and has time; a sentence cannot.`
      : t`Hearken asks for your passkey when it is opened, and after ${after} out of sight. Nobody opens the copy without it, and it cannot be guessed. If your passkeys are kept in an account, whoever has that account has this one too.`,
    t`The lock does not end your session: if you lose the device, sign it out below, from another one.`,
  ];
}
