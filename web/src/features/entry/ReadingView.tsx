import { t } from "@lingui/core/macro";
import { useMemo } from "react";
import { HelpCard } from "@/app/help/HelpCard";
import { useCrisis } from "@/app/help/useCrisis";
import { WhatLeaves } from "@/app/preview/WhatLeaves";
import { ACUTE, type Crisis, together } from "@/crisis/level";
import { toldOf } from "@/lib/danger";
import { formatDay } from "@/lib/dates";
import { type Entry, useAnalysis, usePeople } from "@/sync/react";
import type { AnalysisRow } from "@/sync/rows";
import { Page } from "@/ui/Page";
import { EntryActions } from "./EntryActions";
import { EntryFacts } from "./EntryFacts";
import { EntryNotices } from "./EntryNotices";
import { EntryText } from "./EntryText";
import { FoundBar } from "./FoundBar";
import { ReadingStatus } from "./ReadingStatus";
import { Reflection } from "./Reflection";
import { shownReading } from "./shown";
import { useFoundPlaces } from "./useFoundPlaces";
import { useMarks } from "./useMarks";

/** The entry's words, and beside them (on a phone below) what was found in them. Choosing one shows the other. */
export function ReadingView({ entry, find }: { entry: Entry; find?: string | undefined }) {
  const analysis = useAnalysis(entry.id);
  const people = usePeople();
  const crisis = useSeenCrisis(entry, analysis);
  const shown = useMemo(() => analysis && shownReading(entry, analysis, people), [entry, analysis, people]);
  const marks = useMarks(entry, shown);
  const found = useFoundPlaces(entry.text, find);
  const day = formatDay(entry.written_at);
  // On a phone the status comes before the words and the findings after them: neither column is a box of its own.
  return (
    <div
      data-wide=""
      className="flex flex-col desktop:grid desktop:grid-cols-[minmax(0,1fr)_23rem] desktop:items-start desktop:gap-10"
    >
      <div className="contents min-w-0 desktop:block">
        <Page
          title={t`Entry of ${day}`}
          heading={entry.title || day}
          lead={<EntryFacts entry={entry} analysis={analysis} withDay={entry.title !== ""} />}
          actions={<EntryActions entry={entry} />}
        >
          <HelpCard crisis={crisis} />
          <EntryNotices entry={entry} />
          <div className="order-2 mb-8 desktop:mb-0">
            {found ? <FoundBar found={found} /> : null}
            <EntryText marks={marks} found={found} />
          </div>
        </Page>
      </div>
      {/* As high as the window, with its own scrolling: what was found is in sight wherever one reads. */}
      {crisis.level >= ACUTE ? null : (
        <aside
          aria-label={t`Reflection`}
          className="contents desktop:sticky desktop:top-0 desktop:-mt-10 desktop:-mb-16 desktop:flex desktop:h-dvh desktop:flex-col desktop:gap-6 desktop:overflow-y-auto desktop:border-s desktop:border-line desktop:ps-8 desktop:pe-1 desktop:py-10"
        >
          <div className="order-1 mb-6 desktop:mb-0">
            <ReadingStatus entry={entry} analysis={analysis} />
          </div>
          {shown && hasFindings(shown.status) ? <Reflection entry={entry} analysis={shown} marks={marks} /> : null}
          <div className="order-4 mt-6 desktop:mt-0">
            <WhatLeaves entryId={entry.id} />
          </div>
        </aside>
      )}
    </div>
  );
}

/** What the words say of danger, here or as the server sees it, which looks more closely: of that nothing is reflected. */
function useSeenCrisis(entry: Entry, analysis: AnalysisRow | undefined): Crisis {
  return together(useCrisis(entry.title, entry.text), toldOf(entry, analysis));
}

function hasFindings(status: string): boolean {
  return status === "completed" || status === "fallback";
}
