import { t } from "@lingui/core/macro";
import { I18nProvider } from "@lingui/react";
import { createRoot } from "react-dom/client";
import { i18n } from "@/i18n";
import type { Lock } from "@/sync/device/lock";
import { Plain } from "../Plain";
import { keptLock } from "./device";
import { LostOpener } from "./LostOpener";
import { OpenWithPasskey } from "./OpenWithPasskey";
import { OpenWithPin } from "./OpenWithPin";

/** Shows nothing but the lock in `element`, until it is open. */
export async function unlocked(element: HTMLElement): Promise<void> {
  const lock = await keptLock();
  const root = createRoot(element);
  return new Promise((resolve) => {
    const open = () => {
      root.unmount();
      resolve();
    };
    root.render(
      <I18nProvider i18n={i18n}>
        <LockPage lock={lock} onOpen={open} />
      </I18nProvider>,
    );
  });
}

function LockPage({ lock, onOpen }: { lock: Lock; onOpen: () => void }) {
  if ("credential" in lock) {
    return (
      <Plain title={t`Locked`} lead={t`Your journal is on this device, under your passkey.`}>
        <OpenWithPasskey passkey={lock} onOpen={onOpen} />
        <LostOpener
          label={t`I no longer have the passkey`}
          consequence={t`Without the passkey nobody can open the copy on this device. It is deleted, and what the server has comes back when you sign in.`}
        />
      </Plain>
    );
  }
  return (
    <Plain title={t`Locked`} lead={t`Your journal is on this device, under your PIN.`}>
      <OpenWithPin onOpen={onOpen} />
      <LostOpener
        label={t`I have forgotten the PIN`}
        consequence={t`Without the PIN nobody can open the copy on this device. It is deleted, and what the server has comes back when you sign in.`}
      />
    </Plain>
  );
}
