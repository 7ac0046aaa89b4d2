import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { causeWord } from "@/lib/causes";
import { type Entry, usePeople } from "@/sync/react";
import type { AnalysisRow } from "@/sync/rows";
import { LINK } from "@/ui/link";
import { moodWord } from "@/ui/moods";
import { toneSentence } from "@/ui/tone";
import { FindingRows } from "./FindingRows";
import { allFindings } from "./findings";
import { LanguageNote } from "./LanguageNote";
import { LinkOffers } from "./LinkOffers";
import { PassageList } from "./PassageList";
import { PastReadings } from "./PastReadings";
import { Tone } from "./Tone";
import { useIsReasonGone } from "./useIsReasonGone";
import type { Marks } from "./useMarks";
import { confidenceWord, methodSentence, moodDiffers } from "./words";

/** `analysis`: as it is shown (shown.ts). */
type Props = { entry: Entry; analysis: AnalysisRow; marks: Marks };

/** What was found in an entry, the words it rests on, how sure it is, and what read it. */
export function Reflection({ entry, analysis, marks }: Props) {
  const findings = allFindings(analysis, marks.evidence, usePeople());
  const isGone = useIsReasonGone(entry, analysis);
  // The user has not allowed a model that is there to read.
  const isOffered = analysis.fallback_reason === "consent_off" && !isGone;
  const { language } = analysis;
  return (
    <div className="order-3 flex flex-col gap-6">
      {language ? (
        <LanguageNote language={language} isOffered={isOffered} />
      ) : (
        <div className="flex flex-col gap-2">
          <Tone score={analysis.sentiment_score} />
          <MoodAndTone entry={entry} analysis={analysis} />
        </div>
      )}
      {findings.size > 0 ? <FindingRows findings={findings} marks={marks} /> : null}
      <LinkOffers entry={entry} analysis={analysis} />
      <PassageList marks={marks} />
      {findings.size === 0 && !language ? (
        <p className="text-ink-2">{t`Nothing stood out in these words. That says nothing about the day.`}</p>
      ) : null}
      <footer className="flex flex-col gap-1 border-t border-line pt-4 text-sm text-ink-2">
        {analysis.evidence.length > 0 && !language ? <Sure analysis={analysis} /> : null}
        <p>{methodSentence(analysis, isGone)}</p>
        <FailedBefore failed={analysis.failed} />
        {isOffered && !language ? (
          <p>
            <Link to="/settings" className={LINK}>{t`Reading by AI`}</Link>
          </p>
        ) : null}
        <p>{t`This describes your writing, not you.`}</p>
        <PastReadings entryId={entry.id} />
      </footer>
    </div>
  );
}

/** Said only of what a model read, and only where the two differ notably. */
function MoodAndTone({ entry, analysis }: { entry: Entry; analysis: AnalysisRow }) {
  if (!moodDiffers(entry.mood, analysis)) return null;
  const [chosen, heard] = [moodWord(entry.mood), toneSentence(analysis.sentiment_score)];
  return <p className="text-sm text-ink-2">{t`You chose “${chosen}”. ${heard} Both can be true.`}</p>;
}

/** Who was to read it, and did not, in the order asked. */
function FailedBefore({ failed = [] }: Pick<AnalysisRow, "failed">) {
  if (failed.length === 0) return null;
  return (
    <ul aria-label={t`Who did not read it`}>
      {failed.map(({ provider, cause }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may be the same, and none ever moves.
        <li key={place}>{didNot(provider, causeWord(cause))}</li>
      ))}
    </ul>
  );
}

function didNot(provider: string, word: string): string {
  return t`${provider} ${word}.`;
}

function Sure({ analysis }: { analysis: AnalysisRow }) {
  const sure = confidenceWord(analysis);
  return <p>{t`How sure: ${sure}.`}</p>;
}
