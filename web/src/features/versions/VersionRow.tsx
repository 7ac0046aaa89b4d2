import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { DeviceSession } from "@/api/sessions";
import type { Version } from "@/api/versions";
import { formatTime } from "@/lib/dates";
import { factsOf } from "./words";

type Props = {
  entryId: string;
  version: Version;
  /** The session of this browser. */
  own: DeviceSession | undefined;
};

/** A version in the list: when, how, where and how long. The one that is the text now leads to the entry. */
export function VersionRow({ entryId, version, own }: Props) {
  const row = "flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 no-underline hover:bg-sunken";
  const facts = (
    <>
      <time dateTime={version.at} className="font-medium text-ink">
        {formatTime(version.at)}
      </time>
      <span className="min-w-0 flex-1 text-ink-2">{factsOf(version, own)}</span>
    </>
  );
  if (version.is_current) {
    return (
      <Link to="/e/$id" params={{ id: entryId }} className={row}>
        {facts}
        <span className="rounded-full border border-accent px-2 text-sm text-accent">{t`As it is now`}</span>
      </Link>
    );
  }
  return (
    <Link to="/e/$id/versions/$vid" params={{ id: entryId, vid: version.id }} className={row}>
      {facts}
    </Link>
  );
}
