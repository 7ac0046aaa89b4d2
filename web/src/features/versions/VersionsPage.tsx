import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { fetchVersions, type Version } from "@/api/versions";
import { MissingEntry } from "@/app/MissingEntry";
import { useOwnSession } from "@/app/sessionList";
import { formatDay } from "@/lib/dates";
import { type Entry, useEntry } from "@/sync/react";
import { buttonClass } from "@/ui/buttonClass";
import { Page } from "@/ui/Page";
import { byDay } from "./byDay";
import { HistoryState } from "./HistoryState";
import { useHistory } from "./useHistory";
import { VersionRow } from "./VersionRow";

/** What the text of an entry has been, newest first. */
export function VersionsPage({ entryId }: { entryId: string }) {
  const entry = useEntry(entryId);
  return entry ? <Versions entry={entry} /> : <MissingEntry />;
}

function Versions({ entry }: { entry: Entry }) {
  const history = useHistory(() => fetchVersions(entry.id));
  const { data } = history;
  return (
    <Page
      title={t`Versions`}
      lead={entry.title || formatDay(entry.written_at)}
      actions={
        <Link to="/e/$id" params={{ id: entry.id }} className={buttonClass()}>
          {t`To the entry`}
        </Link>
      }
    >
      <div className="flex flex-col gap-6">
        <HistoryState {...history} />
        {data?.length === 1 ? (
          <p className="max-w-measure text-ink-2">{t`There is only this version. The text has not been changed since.`}</p>
        ) : null}
        {data ? <List entryId={entry.id} versions={data} /> : null}
      </div>
    </Page>
  );
}

function List({ entryId, versions }: { entryId: string; versions: readonly Version[] }) {
  const own = useOwnSession();
  return byDay(versions).map(({ day, versions: ofDay }) => (
    <section key={day} className="flex flex-col gap-2">
      <h2 className="font-serif text-xl">{formatDay(ofDay[0]?.at ?? day)}</h2>
      <ul className="rounded-card border border-line bg-surface">
        {ofDay.map((version) => (
          <li key={version.id} className="border-t border-line first:border-t-0">
            <VersionRow entryId={entryId} version={version} own={own} />
          </li>
        ))}
      </ul>
    </section>
  ));
}
