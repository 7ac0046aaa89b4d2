import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import type { User } from "@/api/session";
import type { LockChoice } from "@/app/device/answer";
import { THIS_DEVICE } from "@/app/device/DeviceNotices";
import { keepJournal, keepNothing } from "@/app/device/device";
import { troubleSentence } from "@/app/device/trouble";
import { useDevice } from "@/app/device/useDevice";
import { useOutbox } from "@/sync/react";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { DeviceLock } from "./DeviceLock";
import { Section } from "./Section";

/** Whether this browser keeps the journal, and what that protects from. */
export function ThisDevice() {
  const { user, own, lock, trouble } = useDevice();
  if (!user) return null;
  return (
    <Section title={t`This device`} lead={own ? ownLead() : foreignLead()} place={THIS_DEVICE}>
      {trouble ? <Banner kind="warn">{troubleSentence(trouble)}</Banner> : null}
      {own ? <Kept user={user} lock={lock} /> : <NotKept user={user} />}
    </Section>
  );
}

function ownLead(): string {
  return t`Your own. This browser keeps an encrypted copy of your journal: you can read and write without a connection.`;
}

function foreignLead(): string {
  return t`This browser keeps nothing of your journal. What you write is only in this tab until the server has it.`;
}

function Kept({ user, lock }: { user: User; lock: LockChoice | undefined }) {
  const { waiting, not_accepted } = useOutbox();
  const unsent = waiting.length + not_accepted.length;
  const [isBusy, setBusy] = useState(false);
  function stop(): void {
    setBusy(true);
    void keepNothing(user).finally(() => setBusy(false));
  }
  return (
    <>
      <DeviceLock user={user} lock={lock} />
      {willForget() ? (
        <p className="max-w-measure text-warn">
          {t`Safari deletes what a page keeps when it was not opened for seven days. Add Hearken to the Home Screen or the Dock to keep it for good.`}
        </p>
      ) : null}
      {unsent > 0 ? (
        <p className="max-w-measure text-ink-2">
          {plural(unsent, {
            one: "# change is not on the server. It stays in this tab if you stop now.",
            other: "# changes are not on the server. They stay in this tab if you stop now.",
          })}
        </p>
      ) : null}
      <Button className="self-start" pending={isBusy} onClick={stop}>
        {t`Stop keeping a copy here`}
      </Button>
    </>
  );
}

function NotKept({ user }: { user: User }) {
  const [isBusy, setBusy] = useState(false);
  function keep(): void {
    setBusy(true);
    void keepJournal(user).finally(() => setBusy(false));
  }
  return (
    <Button className="self-start" pending={isBusy} onClick={keep}>
      {t`This is my own device: keep a copy here`}
    </Button>
  );
}

/** Safari, where the page has not been added to the system. */
function willForget(): boolean {
  const isSafari = /^((?!chrome|android|crios|fxios).)*safari/i.test(navigator.userAgent);
  return isSafari && !window.matchMedia("(display-mode: standalone)").matches;
}
