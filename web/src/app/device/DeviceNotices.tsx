import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { User } from "@/api/session";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { LINK } from "@/ui/link";
import { keepJournal, keepNothing } from "./device";
import { newVersion } from "./shell";
import { troubleSentence } from "./trouble";
import { useDevice } from "./useDevice";

/** The id of the settings' section about it. */
export const THIS_DEVICE = "this-device";

/** How a page asks whether this is the user's own device, as long as they have not said. */
export type Asks = "aloud" | "quietly" | "not";

/** What is to be said or asked about this browser, above the page. */
export function DeviceNotices({ asks }: { asks: Asks }) {
  const { user, own, trouble } = useDevice();
  const isNew = useSyncExternalStore(newVersion.subscribe, newVersion.get) !== undefined;
  const notices = [
    trouble ? <TroubleNotice key="trouble" text={troubleSentence(trouble)} /> : null,
    isNew ? <VersionNotice key="version" /> : null,
    user && own === undefined && asks === "aloud" ? <DeviceQuestion key="question" user={user} /> : null,
    user && own === undefined && asks === "quietly" ? <DeviceLine key="question" /> : null,
  ].filter((notice) => notice !== null);
  // On a wide window the column beside an entry reaches up to here.
  return notices.length > 0 ? <div className="mb-6 flex flex-col gap-3 desktop:mb-10">{notices}</div> : null;
}

function TroubleNotice({ text }: { text: string }) {
  return (
    <Banner kind="warn" announce>
      {text}
    </Banner>
  );
}

/** Loaded when it is offered: the version that this page is of may soon be no longer here. */
const load = () => import("./takeNewVersion");

function VersionNotice() {
  useEffect(() => void load().catch(() => undefined), []);
  return (
    <Banner
      kind="info"
      announce
      action={
        <Button
          size="small"
          onClick={() => void load().then(({ takeNewVersion }) => takeNewVersion())}
        >{t`Use it now`}</Button>
      }
    >
      {t`A new version of Hearken is ready. You get it when you next open Hearken.`}
    </Banner>
  );
}

/** The question in short, with the way to where it is answered. */
function DeviceLine() {
  return (
    <p className="text-sm text-ink-2">
      <Trans>
        Nothing is kept here.{" "}
        <Link to="/settings" hash={THIS_DEVICE} className={LINK}>
          Is this your own device?
        </Link>
      </Trans>
    </p>
  );
}

function DeviceQuestion({ user }: { user: User }) {
  const [isKeeping, setKeeping] = useState(false);
  function keep(): void {
    setKeeping(true);
    void keepJournal(user).finally(() => setKeeping(false));
  }
  return (
    <section aria-labelledby="device-question" className="rounded-card border border-line bg-surface px-5 py-4">
      <h2 id="device-question" className="font-serif text-xl">
        {t`Is this your own device?`}
      </h2>
      <p className="mt-1 max-w-measure text-ink-2">
        {t`Then Hearken can keep an encrypted copy of your journal in this browser. You can read and write without a connection, and what you wrote is still there when you close the tab.`}
      </p>
      <p className="mt-2 max-w-measure text-ink-2">
        {t`If other people use this browser, say no: nothing stays here, and what you write is only in this tab until the server has it.`}
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button look="primary" pending={isKeeping} onClick={keep}>{t`Yes, keep a copy here`}</Button>
        <Button onClick={() => void keepNothing(user)}>{t`No`}</Button>
      </div>
    </section>
  );
}
