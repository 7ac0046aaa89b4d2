import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";
import { formatTime } from "@/lib/dates";
import { newId } from "@/sync";
import { useIsKeeping, useOtherVersion } from "@/sync/react";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { buttonClass } from "@/ui/buttonClass";
import type { Editing } from "./editing";

/** What has happened to this entry elsewhere. Nothing here touches the words in the field unasked. */
export function Notices({ editing }: { editing: Editing }) {
  const { id, gone, parked, original } = useSyncExternalStore(editing.subscribe, () => editing.state);
  const other = useOtherVersion(id);
  const isKeeping = useIsKeeping(id);
  if (gone) {
    return (
      <Notice
        text={t`This entry was deleted somewhere else. What you have here is still yours.`}
        action={<Button size="small" onClick={() => void editing.keepAs(newId())}>{t`Keep as a new entry`}</Button>}
      />
    );
  }
  if (parked) {
    const time = formatTime(parked.text_at);
    return (
      <Notice
        text={t`This entry was changed somewhere else at ${time}. Go on writing: what you change is added to it.`}
        action={<Button size="small" onClick={() => void editing.takeParked()}>{t`Bring the changes in`}</Button>}
      />
    );
  }
  if (other && !isKeeping) {
    return (
      <Notice
        text={
          original
            ? t`Two versions are kept: you are writing in the copy, and the other version stays as it is.`
            : t`Two versions are kept: you are writing in one, and the other stays as it is.`
        }
        action={
          <Link to="/e/$id/compare" params={{ id }} className={buttonClass({ size: "small" })}>
            {t`Compare`}
          </Link>
        }
      />
    );
  }
  return null;
}

function Notice({ text, action }: { text: string; action?: React.ReactNode }) {
  return (
    <div className="mb-4">
      <Banner kind="warn" announce action={action}>
        {text}
      </Banner>
    </div>
  );
}
