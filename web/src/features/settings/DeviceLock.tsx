import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { describeError } from "@/api/problem";
import type { User } from "@/api/session";
import type { LockChoice, LockKind } from "@/app/device/answer";
import { checkOpener, lockOf, setLock } from "@/app/device/device";
import { lockNow } from "@/app/device/lockNow";
import { noteShut } from "@/app/device/offer";
import { type Obstacle, obstacle } from "@/app/device/passkey";
import type { Lock, Opener } from "@/sync/device/lock";
import { Button } from "@/ui/Button";
import { toastStore } from "@/ui/toasts";
import { NewLock } from "./NewLock";
import { OpenLock } from "./OpenLock";

/** What is asked for at the moment: what opens the lock that there is, or a new one. */
type Asked =
  | { step: "open"; lock: Lock; to: "change" | "remove" }
  | { step: "new"; opener: Opener | undefined; obstacle: Obstacle | undefined };

/** A lock on the copy that this browser keeps, and what it protects from. */
export function DeviceLock({ user, lock }: { user: User; lock: LockChoice | undefined }) {
  const [asked, setAsked] = useState<Asked>();
  const [isBusy, setBusy] = useState(false);
  const close = () => setAsked(undefined);

  async function askForNew(opener?: Opener): Promise<void> {
    setAsked({ step: "new", opener, obstacle: await obstacle() });
  }
  async function begin(to: "change" | "remove"): Promise<void> {
    const there = await lockOf(user);
    if (there) setAsked({ step: "open", lock: there, to });
    else if (to === "change") await askForNew();
    else await setLock(user, undefined, undefined);
  }
  async function change(opener: Opener): Promise<void> {
    await checkOpener(user, opener);
    await askForNew(opener);
  }
  async function remove(opener: Opener): Promise<void> {
    await setLock(user, undefined, opener);
    close();
  }
  function press(to: "change" | "remove"): void {
    setBusy(true);
    void begin(to)
      .catch((error: unknown) => toastStore.show({ kind: "problem", message: describeError(error) }))
      .finally(() => setBusy(false));
  }

  return (
    <>
      {sentences(lock).map((sentence) => (
        <p key={sentence} className="max-w-measure text-ink-2">
          {sentence}
        </p>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button pending={isBusy} onClick={() => press("change")}>
          {lock ? t`Change the lock` : t`Set a lock`}
        </Button>
        {lock ? (
          <>
            <Button onClick={() => shut(lock.kind)}>{t`Lock now`}</Button>
            <Button pending={isBusy} onClick={() => press("remove")}>{t`Remove the lock`}</Button>
          </>
        ) : null}
      </div>
      {asked?.step === "open" ? (
        <OpenLock
          lock={asked.lock}
          title={asked.to === "remove" ? t`Remove the lock?` : t`Change the lock`}
          submit={asked.to === "remove" ? t`Remove it` : t`Go on`}
          use={asked.to === "remove" ? remove : change}
          onClose={close}
        />
      ) : null}
      {asked?.step === "new" ? (
        <NewLock user={user} current={lock} opener={asked.opener} obstacle={asked.obstacle} onClose={close} />
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
