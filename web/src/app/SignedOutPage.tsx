import { t } from "@lingui/core/macro";
import { useSyncExternalStore } from "react";
import { useConnection, useUnsaved } from "@/sync/react";
import { deviceStore } from "./device/device";
import { Plain } from "./Plain";
import { SignInForm } from "./SignInForm";
import { UnsavedWords } from "./UnsavedWords";

/**
 * What covers the journal when the session has ended by itself. Whoever sits here now may be someone else, so all that
 * is left to see are words that the server has not got: they exist nowhere else.
 */
export function SignedOutPage() {
  const { words: unsent, areRefused, isMore } = useUnsaved();
  const { kept } = useConnection();
  const isLockDue = useSyncExternalStore(deviceStore.subscribe, deviceStore.get).Cover !== undefined;
  // What is kept is under the lock by then.
  const words = kept && isLockDue ? [] : unsent;
  const areWords = words.length > 0;
  return (
    <Plain
      covers
      title={t`Signed out`}
      heading={t`Your session ended`}
      lead={lead(areWords, isMore, kept, areWords && areRefused)}
    >
      <UnsavedWords words={words} />
      <SignInForm />
    </Plain>
  );
}

/** `areStuck`: some of the words will be saved by nothing. */
function lead(areWords: boolean, isMore: boolean, kept: boolean, areStuck: boolean): string {
  if (areStuck) return t`These words are not saved yet. Copy what you need: some cannot be saved.`;
  if (areWords && kept)
    return t`These words are not on the server yet. They stay on this device; sign in to save them.`;
  if (isMore && kept)
    return t`Your last changes are not on the server yet. They stay on this device; sign in to save them.`;
  if (areWords) return t`These words are not saved yet. Sign in to save them, and keep this tab open until then.`;
  if (isMore) return t`Your last changes are not saved yet. Sign in to save them, and keep this tab open until then.`;
  return t`Sign in to go on where you were.`;
}
