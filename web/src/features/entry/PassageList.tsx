import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { flushSync } from "react-dom";
import { cx } from "@/lib/cx";
import { KINDS } from "./findings";
import { type Passage, strongestPassages } from "./passages";
import { type Marks, passageId } from "./useMarks";

/** Passages shown before more is asked for. */
const FEW = 4;

/** The words that the findings rest on, each passage once, with everything that was found in it. */
export function PassageList({ marks }: { marks: Marks }) {
  const [all, setAll] = useState(false);
  const { passages, evidence } = marks;
  const few = strongestPassages(passages, evidence, FEW);
  // One that is chosen in the text must be in sight here.
  const isOut = (passage: Passage) => !few.includes(passage) && marks.areChosen(passage.evidence);
  // Once it is, the list stays open: what is pressed in it must not go away.
  if (!all && passages.some(isOut)) setAll(true);
  const open = all || passages.length <= FEW;
  const shown = open ? passages : few;
  const more = passages.length - shown.length;

  function showAll(): void {
    flushSync(() => setAll(true));
    // The button is gone; the focus goes to what it brought.
    document.getElementById(passageId(passages.findIndex((passage) => !few.includes(passage))))?.focus();
  }

  if (passages.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-sm text-ink-2">{t`The words behind it`}</h2>
      <ul className="flex flex-col gap-1">
        {shown.map((passage) => (
          <li key={passages.indexOf(passage)}>
            <PassageItem passage={passage} id={passageId(passages.indexOf(passage))} marks={marks} />
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <button
          type="button"
          onClick={showAll}
          className="min-h-8 self-start text-sm text-ink-2 underline underline-offset-4 hover:text-ink pointer-coarse:min-h-11"
        >
          {plural(more, { one: "Show # more", other: "Show # more" })}
        </button>
      ) : null}
    </section>
  );
}

function PassageItem({ passage, id, marks }: { passage: Passage; id: string; marks: Marks }) {
  const chosen = marks.areChosen(passage.evidence);
  const look = cx(
    "block w-full rounded-control border-s-2 px-3 py-2 text-start text-ink transition-colors",
    chosen ? "border-accent bg-sunken" : "border-line",
  );
  const content = (
    <>
      <span className={cx("block font-serif", chosen ? "text-ink" : "text-ink-2")}>“{passage.quote}”</span>
      <Labels passage={passage} marks={marks} />
    </>
  );
  if (!passage.place) {
    return (
      <div id={id} className={look} title={t`These words are no longer in the entry.`}>
        {content}
      </div>
    );
  }
  return (
    <button
      id={id}
      type="button"
      aria-pressed={chosen}
      title={t`Show in the text`}
      onClick={() => marks.choose(passage.evidence, "words")}
      className={cx(look, "hover:bg-sunken")}
    >
      {content}
    </button>
  );
}

const RANKS = new Map<string, number>(KINDS.map((kind, rank) => [kind, rank]));

/** What was found in a passage, each once, in the order of the kinds. */
function Labels({ passage, marks }: { passage: Passage; marks: Marks }) {
  const rank = (index: number) => RANKS.get(marks.evidence[index]?.kind ?? "") ?? KINDS.length;
  const words = [...passage.evidence].sort((a, b) => rank(a) - rank(b)).map((index) => marks.words[index]);
  return <span className="mt-1 block text-sm">{[...new Set(words)].join(" · ")}</span>;
}
