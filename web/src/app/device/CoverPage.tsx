import { t } from "@lingui/core/macro";
import { useLayoutEffect } from "react";
import { useUnsaved } from "@/sync/react";
import { Button } from "@/ui/Button";
import { Plain } from "../Plain";
import { UnsavedWords } from "../UnsavedWords";
import { lockAnyway } from "./lockAnyway";

/** What stands in place of the journal when the lock is to fall and this tab holds what nothing else does. */
export function CoverPage() {
  const { words } = useUnsaved();
  // Until now nothing at all was to be seen.
  useLayoutEffect(() => {
    document.documentElement.hidden = false;
  }, []);
  return (
    <Plain
      covers
      title={t`Locked`}
      lead={
        words.length > 0
          ? t`These words are only in this tab. Keep it open: the lock falls as soon as the server has them.`
          : t`Your last changes are only in this tab. Keep it open: the lock falls as soon as the server has them.`
      }
    >
      <UnsavedWords words={words} />
      <Button look="danger" className="self-start" onClick={() => void lockAnyway()}>
        {t`Let them go and lock`}
      </Button>
    </Plain>
  );
}
