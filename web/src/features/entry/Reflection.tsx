import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { type Entry, usePeople } from "@/sync/react";
import type { AnalysisRow } from "@/sync/rows";
import { moodWord } from "@/ui/moods";
import { toneWord } from "@/ui/tone";
import { FindingRows } from "./FindingRows";
import { allFindings } from "./findings";
import { LinkOffers } from "./LinkOffers";
import { PassageList } from "./PassageList";
import { Tone } from "./Tone";
import { useIsReasonGone } from "./useIsReasonGone";
import type { Marks } from "./useMarks";
import { confidenceWord, methodSentence, moodDiffers } from "./words";

type Props = { entry: Entry; analysis: AnalysisRow; marks: Marks };

/** What was found in an entry, the words it rests on, how sure it is, and what read it. */
export function Reflection({ entry, analysis, marks }: Props) {
  const findings = allFindings(analysis, marks.evidence, usePeople());
  return (
    <div className="order-3 flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <Tone score={analysis.sentiment_score} />
        <MoodAndTone entry={entry} score={analysis.sentiment_score} />
      </div>
      {findings.size > 0 ? <FindingRows findings={findings} marks={marks} /> : null}
      <LinkOffers entry={entry} analysis={analysis} />
      <PassageList marks={marks} />
      {findings.size === 0 ? (
        <p className="text-ink-2">{t`Nothing stood out in these words. That says nothing about the day.`}</p>
      ) : null}
      <Method entry={entry} analysis={analysis} />
    </div>
  );
}

/** Said only where the two differ notably. */
function MoodAndTone({ entry, score }: { entry: Entry; score: number | null }) {
  if (entry.mood === null || score === null || !moodDiffers(entry.mood, score)) return null;
  const [chosen, heard] = [moodWord(entry.mood), toneWord(score)];
  return (
    <p className="text-sm text-ink-2">{t`You chose “${chosen}”; the words sound “${heard}”. Both can be true.`}</p>
  );
}

function Method({ entry, analysis }: { entry: Entry; analysis: AnalysisRow }) {
  const sure = confidenceWord(analysis.confidence);
  const isGone = useIsReasonGone(entry, analysis);
  return (
    <footer className="flex flex-col gap-1 border-t border-line pt-4 text-sm text-ink-2">
      {analysis.evidence.length > 0 ? <p>{t`How sure: ${sure}.`}</p> : null}
      <p>{methodSentence(analysis, isGone)}</p>
      {analysis.fallback_reason === "consent_off" && !isGone ? (
        <p>
          <Link to="/settings" className="underline underline-offset-4">{t`Reading by AI`}</Link>
        </p>
      ) : null}
      <p>{t`This describes your writing, not you.`}</p>
    </footer>
  );
}
