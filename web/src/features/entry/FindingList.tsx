import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { cx } from "@/lib/cx";
import type { Finding } from "./findings";
import { findingId, type Marks } from "./useMarks";

/** Quotes shown of one finding before "more" is asked for. */
const FEW = 3;

type Props = { findings: readonly Finding[]; marks: Marks };

/** Findings, each with its quotes. A quote leads to its words in the text. */
export function FindingList({ findings, marks }: Props) {
  return (
    <ul className="flex flex-col gap-3">
      {findings.map((finding) => (
        <FindingItem key={`${finding.word} ${finding.evidence[0]}`} finding={finding} marks={marks} />
      ))}
    </ul>
  );
}

function FindingItem({ finding, marks }: { finding: Finding; marks: Marks }) {
  const [all, setAll] = useState(false);
  // One that is chosen in the text must be in sight here.
  const open = all || finding.evidence.indexOf(marks.selected ?? -1) >= FEW;
  const shown = open ? finding.evidence : finding.evidence.slice(0, FEW);
  const more = finding.evidence.length - shown.length;
  return (
    <li>
      <h3 className="font-medium">{finding.word}</h3>
      <ul>
        {shown.map((index) => (
          <li key={index}>
            <Quote index={index} marks={marks} />
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="min-h-8 text-sm text-ink-2 underline underline-offset-4 pointer-coarse:min-h-11"
        >
          {plural(more, { one: "# more", other: "# more" })}
        </button>
      ) : null}
    </li>
  );
}

function Quote({ index, marks }: { index: number; marks: Marks }) {
  const quote = marks.evidence[index]?.quote ?? "";
  const chosen = marks.selected === index;
  const look = cx(
    "block w-full rounded-control border-s-2 px-3 py-1.5 text-start font-serif transition-colors pointer-coarse:min-h-11",
    chosen ? "border-accent bg-sunken text-ink" : "border-line text-ink-2",
  );
  if (!marks.places[index]) {
    return (
      <p id={findingId(index)} className={look} title={t`These words are no longer in the entry.`}>
        “{quote}”
      </p>
    );
  }
  return (
    <button
      id={findingId(index)}
      type="button"
      aria-pressed={chosen}
      title={t`Show in the text`}
      onClick={() => marks.select(index, "words")}
      className={cx(look, "hover:bg-sunken hover:text-ink")}
    >
      “{quote}”
    </button>
  );
}
