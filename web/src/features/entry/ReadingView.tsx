import { t } from "@lingui/core/macro";
import { formatDay } from "@/lib/dates";
import { type Entry, useAnalysis } from "@/sync/react";
import { Page } from "@/ui/Page";
import { EntryActions } from "./EntryActions";
import { EntryFacts } from "./EntryFacts";
import { EntryNotices } from "./EntryNotices";
import { EntryText } from "./EntryText";
import { ReadingStatus } from "./ReadingStatus";
import { Reflection } from "./Reflection";
import { useMarks } from "./useMarks";

/** The entry's words, and beside them (on a phone below) what was found in them. Choosing one shows the other. */
export function ReadingView({ entry }: { entry: Entry }) {
  const analysis = useAnalysis(entry.id);
  const marks = useMarks(entry, analysis);
  const day = formatDay(entry.written_at);
  return (
    <div data-wide="">
      <Page
        title={entry.title || t`Entry of ${day}`}
        heading={entry.title || day}
        lead={<EntryFacts entry={entry} withDay={entry.title !== ""} />}
        actions={<EntryActions entry={entry} />}
      >
        <EntryNotices entry={entry} />
        {/* On a phone the status comes before the words and the findings after them; the aside is then no box of its own. */}
        <div className="grid gap-8 desktop:grid-cols-[minmax(0,1fr)_21rem] desktop:gap-12">
          <EntryText marks={marks} />
          <aside
            aria-label={t`Reflection`}
            className="contents min-w-0 desktop:block desktop:border-s desktop:border-line desktop:ps-8"
          >
            <div className="contents desktop:sticky desktop:top-10 desktop:flex desktop:max-h-[calc(100dvh-5rem)] desktop:flex-col desktop:gap-6 desktop:overflow-y-auto desktop:p-1">
              <div className="order-first">
                <ReadingStatus entry={entry} analysis={analysis} />
              </div>
              {analysis && hasFindings(analysis.status) ? (
                <Reflection entry={entry} analysis={analysis} marks={marks} />
              ) : null}
            </div>
          </aside>
        </div>
      </Page>
    </div>
  );
}

function hasFindings(status: string): boolean {
  return status === "completed" || status === "fallback";
}
