import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { focusHeading } from "@/app/focus";
import { failureWord } from "@/lib/causes";
import { isSecondBest, readingStatus } from "@/lib/readingStatus";
import { secondReading } from "@/lib/secondReading";
import { mutate } from "@/sync";
import { type Entry, useConnection } from "@/sync/react";
import type { AnalysisRow } from "@/sync/rows";
import { Button } from "@/ui/Button";
import { LINK } from "@/ui/link";
import type { Status as StatusName } from "@/ui/StatusMark";
import { StatusRow } from "@/ui/StatusRow";
import { statusWord } from "@/ui/statusWord";
import { useElapsed } from "./useElapsed";
import { useIsReasonGone } from "./useIsReasonGone";
import { formatElapsed } from "./words";

/** How long a reading may take before its time is shown. */
const SHOW_ELAPSED_MS = 5_000;

type Props = { entry: Entry; analysis: AnalysisRow | undefined };

/** How far the reading of the entry is, live, and what can be done about it. */
export function ReadingStatus({ entry, analysis }: Props) {
  if (!analysis) return <StatusRow status="local">{t`Not read yet.`}</StatusRow>;
  return <Status entry={entry} analysis={analysis} />;
}

function Status({ entry, analysis }: { entry: Entry; analysis: AnalysisRow }) {
  const status = readingStatus(analysis, entry.vid);
  const { kept } = useConnection();
  const mayReadNow = useIsReasonGone(entry, analysis) && status === "completed";
  return (
    <div className="flex flex-col gap-2">
      <StatusRow
        status={status}
        announce="polite"
        actions={canRetry(status) || mayReadNow ? <ReadAgain entryId={entry.id} status={status} /> : null}
      >
        {statusText(status, analysis)}
        {status === "processing" ? <Elapsed since={analysis.started_at} /> : null}
      </StatusRow>
      <p className="text-sm text-ink-2 empty:hidden">
        {mayReadNow ? permission(analysis) : advice(status, analysis, entry, kept)}
      </p>
      {secondReading(analysis) ? (
        <Link to="/settings/waiting" className={`${LINK} self-start text-sm`}>
          {t`Waiting for a second reading`}
        </Link>
      ) : null}
    </div>
  );
}

function statusText(status: StatusName, analysis: AnalysisRow): string {
  if (status !== "failed") return statusWord(status);
  const reason = failureWord(analysis.error);
  return t`Could not be read: ${reason}`;
}

/** `kept`: what is written here outlives the tab. */
function advice(status: StatusName, analysis: AnalysisRow, { saving }: Entry, kept: boolean): string {
  if (saving === "local" || saving === "kept" || saving === "syncing") {
    return kept
      ? t`Saved on this device. It is read once the server has it.`
      : t`So far this is only in this tab. Keep it open until it is saved.`;
  }
  if (status === "queued" && analysis.attempts > 0) return t`The model did not answer. It is asked again in a moment.`;
  if (status === "queued" || status === "processing") return t`You can leave this page; the reading goes on.`;
  const isInLine = secondReading(analysis) === "queued";
  if (isInLine) return t`It is in line to be read again. What simple rules found stays until then.`;
  if (status === "failed") return t`Your entry is safe.`;
  if (isSecondBest(analysis) && analysis.fallback_reason === "daily_limit") {
    return t`Your server's limit for today was reached, so this uses simple rules. Your entry is safe; a model can read it tomorrow.`;
  }
  if (isSecondBest(analysis)) return t`The model was not reachable, so this uses simple rules. Your entry is safe.`;
  return "";
}

/** What the user has allowed since the entry was read. */
function permission(analysis: AnalysisRow): string {
  if (analysis.fallback_reason === "private_entry") return t`You no longer keep this entry from AI.`;
  return t`You have switched reading by AI on since.`;
}

function canRetry(status: StatusName): boolean {
  return status === "failed" || status === "fallback" || status === "stale";
}

function ReadAgain({ entryId, status }: { entryId: string; status: StatusName }) {
  function ask(): void {
    // The button goes away as soon as the entry is in line.
    void mutate.retryAnalysis(entryId);
    focusHeading();
  }
  return (
    <Button size="small" onClick={ask}>
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
