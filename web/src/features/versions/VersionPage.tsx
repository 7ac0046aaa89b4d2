import { t } from "@lingui/core/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { RotateCcw } from "lucide-react";
import { fetchVersion, type VersionText } from "@/api/versions";
import { MissingEntry } from "@/app/MissingEntry";
import { useOwnSession } from "@/app/sessionList";
import { deviceName } from "@/app/versionName";
import { formatMoment } from "@/lib/dates";
import { type Entry, useEntry } from "@/sync/react";
import { Button } from "@/ui/Button";
import { buttonClass } from "@/ui/buttonClass";
import { Page } from "@/ui/Page";
import { Difference } from "./Difference";
import { HistoryState } from "./HistoryState";
import { restore } from "./restore";
import { useHistory } from "./useHistory";

/** An earlier version of an entry's text, and what of it is no longer there. */
export function VersionPage({ entryId, vid }: { entryId: string; vid: string }) {
  const entry = useEntry(entryId);
  return entry ? <Earlier entry={entry} vid={vid} /> : <MissingEntry />;
}

function Earlier({ entry, vid }: { entry: Entry; vid: string }) {
  const history = useHistory(() => fetchVersion(entry.id, vid));
  const own = useOwnSession();
  const { data } = history;
  const from = data ? deviceName(data.device, data.at, own) : null;
  return (
    <Page
      title={data ? t`Version of ${formatMoment(data.at)}` : t`Earlier version`}
      lead={from ? t`From ${from}` : null}
      actions={
        <>
          <Link to="/e/$id/versions" params={{ id: entry.id }} className={buttonClass()}>
            {t`All versions`}
          </Link>
          {data && data.text !== entry.text ? <Restore entry={entry} version={data} /> : null}
        </>
      }
    >
      <div className="flex flex-col gap-6">
        <HistoryState {...history} />
        {data ? <Difference before={data.text} now={entry.text} /> : null}
      </div>
    </Page>
  );
}

function Restore({ entry, version }: { entry: Entry; version: VersionText }) {
  const navigate = useNavigate();

  async function press(): Promise<void> {
    await restore(entry, version);
    await navigate({ to: "/e/$id", params: { id: entry.id } });
  }

  return (
    <Button look="primary" onClick={press}>
      <RotateCcw aria-hidden="true" className="size-4" />
      {t`Restore this version`}
    </Button>
  );
}
