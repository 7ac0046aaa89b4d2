import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useOwnSession } from "@/app/sessionList";
import { versionNames } from "@/app/versionName";
import { type Entry, useEntry, useIsKeeping, useOtherVersion, useOutbox } from "@/sync/react";
import { Banner } from "@/ui/Banner";
import { buttonClass } from "@/ui/buttonClass";

/** What is unusual about an entry: not finished, kept twice, or not accepted. */
export function EntryNotices({ entry }: { entry: Entry }) {
  const refused = useOutbox().not_accepted.find((change) => change.about === `entry/${entry.id}`);
  const other = useOtherVersion(entry.id);
  const isKeeping = useIsKeeping(entry.id);
  const notices: ReactNode[] = [];
  if (refused) {
    const reason = refused.reason?.detail ?? "";
    notices.push(
      <Banner key="refused" kind="danger" announce>
        {t`A change was not accepted: ${reason} Your words are kept under the connection's state, where you can copy them.`}
      </Banner>,
    );
  }
  if (other && isKeeping) {
    notices.push(
      <Banner key="keeping" kind="info">
        {t`The result of comparing two versions is on its way. The other version stays until the server has it; then it goes by itself.`}
      </Banner>,
    );
  } else if (other) {
    notices.push(
      <Banner
        key="conflict"
        kind="warn"
        action={
          <div className="flex flex-wrap gap-2">
            <Link to="/e/$id/compare" params={{ id: entry.id }} className={buttonClass({ size: "small" })}>
              {t`Compare`}
            </Link>
            <Link to="/e/$id" params={{ id: other }} className={buttonClass({ look: "quiet", size: "small" })}>
              {t`Show the other version`}
            </Link>
          </div>
        }
      >
        <ConflictNotice here={entry} otherId={other} />
      </Banner>,
    );
  }
  if (entry.status === "draft") {
    notices.push(
      <Banner
        key="draft"
        kind="info"
        action={
          <Link to="/e/$id/edit" params={{ id: entry.id }} className={buttonClass({ size: "small" })}>
            {t`Go on writing`}
          </Link>
        }
      >
        {t`This is a draft. It is read once you finish it.`}
      </Banner>,
    );
  }
  return notices.length > 0 ? <div className="mb-6 flex flex-col gap-3">{notices}</div> : null;
}

/** Which version this is, and which the other one. */
function ConflictNotice({ here, otherId }: { here: Entry; otherId: string }) {
  const other = useEntry(otherId);
  const own = useOwnSession();
  if (!other) return null;
  const [thisOne, thatOne] = versionNames(here, other, own);
  return (
    <>
      <p>{t`This entry was changed in two places at once. Both versions are kept. Compare them, and choose what stays.`}</p>
      <dl className="mt-2 grid gap-x-3 tablet:grid-cols-[auto_minmax(0,1fr)]">
        <dt className="text-ink-2">{t`This version`}</dt>
        <dd>{thisOne}</dd>
        <dt className="mt-1 text-ink-2 tablet:mt-0">{t`The other one`}</dt>
        <dd>{thatOne}</dd>
      </dl>
    </>
  );
}
