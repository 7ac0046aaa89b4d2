import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { type Entry, usePeople } from "@/sync/react";
import type { AnalysisRow } from "@/sync/rows";
import { moodWord } from "@/ui/moods";
import { toneWord } from "@/ui/tone";
import { FindingList } from "./FindingList";
import { type Finding, findingsOf, KINDS, type Kind, kindWord } from "./findings";
import { MarkToggles } from "./MarkToggles";
import { Tone } from "./Tone";
import type { Marks } from "./useMarks";
import { confidenceWord, methodSentence, moodDiffers } from "./words";

type Props = { entry: Entry; analysis: AnalysisRow; marks: Marks };

/** What was found in an entry, each finding with the words it rests on, how sure it is, and what read it. */
export function Reflection({ entry, analysis, marks }: Props) {
  const people = usePeople();
  const found = (kind: Kind) => findingsOf(analysis, kind, people);
  const tone = found("sentiment");
  return (
    <div className="flex flex-col gap-6">
      <Tone score={analysis.sentiment_score}>
        {tone.length > 0 ? <FindingList findings={tone} marks={marks} /> : null}
      </Tone>
      <MoodAndTone entry={entry} score={analysis.sentiment_score} />
      {KINDS.filter((kind) => kind !== "sentiment").map((kind) => (
        <Findings key={kind} kind={kind} findings={found(kind)} marks={marks} />
      ))}
      {marks.evidence.length === 0 ? (
        <p className="text-ink-2">{t`Nothing stood out in these words. That says nothing about the day.`}</p>
      ) : null}
      <MarkToggles marks={marks} />
      <Method analysis={analysis} />
    </div>
  );
}

function Findings({ kind, findings, marks }: { kind: Kind; findings: readonly Finding[]; marks: Marks }) {
  if (findings.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-sm text-ink-2">{kindWord(kind)}</h2>
      <FindingList findings={findings} marks={marks} />
    </section>
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

function Method({ analysis }: { analysis: AnalysisRow }) {
  const sure = confidenceWord(analysis.confidence);
  return (
    <footer className="flex flex-col gap-1 border-t border-line pt-4 text-sm text-ink-2">
      {analysis.evidence.length > 0 ? <p>{t`How sure: ${sure}.`}</p> : null}
      <p>{methodSentence(analysis)}</p>
      {analysis.fallback_reason === "consent_off" ? (
        <p>
          <Link to="/settings" className="underline underline-offset-4">{t`Reading by AI`}</Link>
        </p>
      ) : null}
      <p>{t`This describes your writing, not you.`}</p>
    </footer>
  );
}
