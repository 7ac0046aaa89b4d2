import { t } from "@lingui/core/macro";
import { isSecondBest, readingStatus } from "@/lib/readingStatus";
import { mutate } from "@/sync";
import type { Entry } from "@/sync/react";
import type { AnalysisRow } from "@/sync/rows";
import { Button } from "@/ui/Button";
import type { Status } from "@/ui/StatusMark";
import { StatusRow } from "@/ui/StatusRow";
import { statusWord } from "@/ui/statusWord";
import { useElapsed } from "./useElapsed";
import { failureWord, formatElapsed } from "./words";

/** How long a reading may take before its time is shown. */
const SHOW_ELAPSED_MS = 5_000;

type Props = { entry: Entry; analysis: AnalysisRow | undefined };

/** How far the reading of the entry is, live, and what can be done about it. */
export function ReadingStatus({ entry, analysis }: Props) {
  if (!analysis) return <StatusRow status="held">{t`Not read yet.`}</StatusRow>;
  const status = readingStatus(analysis, entry.vid);
  return (
    <div className="flex flex-col gap-2">
      <StatusRow
        status={status}
        announce="polite"
        actions={canRetry(status) ? <ReadAgain entryId={entry.id} status={status} /> : null}
      >
        {statusText(status, analysis)}
        {status === "processing" ? <Elapsed since={analysis.started_at} /> : null}
      </StatusRow>
      <p className="text-sm text-ink-2 empty:hidden">{advice(status, analysis, entry)}</p>
    </div>
  );
}

function statusText(status: Status, analysis: AnalysisRow): string {
  if (status !== "failed") return statusWord(status);
  const reason = failureWord(analysis.error);
  return t`Could not be read: ${reason}`;
}

function advice(status: Status, analysis: AnalysisRow, entry: Entry): string {
  if (entry.saving === "local" || entry.saving === "syncing")
    return t`So far this is only in this tab. Keep it open until it is saved.`;
  if (status === "queued" && analysis.attempts > 0) return t`The model did not answer. It is asked again in a moment.`;
  if (status === "queued" || status === "processing") return t`You can leave this page; the reading goes on.`;
  if (status === "failed") return t`Your entry is safe.`;
  if (isSecondBest(analysis)) return t`The model was not reachable, so this uses simple rules. Your entry is safe.`;
  return "";
}

function canRetry(status: Status): boolean {
  return status === "failed" || status === "fallback" || status === "stale";
}

function ReadAgain({ entryId, status }: { entryId: string; status: Status }) {
  return (
    <Button size="small" onClick={() => void mutate.retryAnalysis(entryId)}>
      {status === "failed" ? t`Try again` : t`Read again`}
    </Button>
  );
}

/** Not read out: it changes every second. */
function Elapsed({ since }: { since: string | null }) {
  const elapsed = useElapsed(since);
  if (elapsed < SHOW_ELAPSED_MS) return null;
  return (
    <span aria-hidden="true" className="tabular-nums">
      {` (${formatElapsed(elapsed)})`}
    </span>
  );
}
