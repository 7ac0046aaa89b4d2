import { t } from "@lingui/core/macro";
import { cx } from "@/lib/cx";
import { type Finding, type Kind, kindWord } from "./findings";
import { markClass } from "./markClass";
import type { Marks } from "./useMarks";

type Props = { findings: ReadonlyMap<Kind, readonly Finding[]>; marks: Marks };

/** Everything that was found, by kind. A finding leads to its words; a tick has the text marked for a kind. */
export function FindingRows({ findings, marks }: Props) {
  const { all, marked, markable, setAll } = marks;
  return (
    <section className="flex flex-col gap-1.5">
      <h2 className="text-sm text-ink-2">{t`What was found`}</h2>
      {[...findings].map(([kind, found]) => (
        <KindRow key={kind} kind={kind} findings={found} marks={marks} />
      ))}
      {all || marked < markable ? (
        <button
          type="button"
          onClick={() => setAll(!all)}
          className="min-h-8 self-start text-sm text-ink-2 underline underline-offset-4 hover:text-ink pointer-coarse:min-h-11"
        >
          {all ? t`Mark only what is strongest` : t`Mark all ${markable} places in the text`}
        </button>
      ) : null}
    </section>
  );
}

function KindRow({ kind, findings, marks }: { kind: Kind; findings: readonly Finding[]; marks: Marks }) {
  return (
    <div className="flex flex-wrap gap-x-2">
      <KindSwitch kind={kind} marks={marks} />
      <ul aria-label={kindWord(kind)} className="flex flex-[1_1_10rem] flex-wrap gap-1 pointer-coarse:gap-1.5">
        {findings.map((finding) => (
          <li key={`${finding.label} ${finding.evidence[0]}`}>
            <Chip finding={finding} marks={marks} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Marks a kind in the text or leaves it out; the word looks like its marks. */
function KindSwitch({ kind, marks }: { kind: Kind; marks: Marks }) {
  const sample = marks.evidence.find((piece, index) => piece.kind === kind && marks.places[index]);
  if (!sample) return <p className="flex min-h-8 w-33 items-center text-sm text-ink-2">{kindWord(kind)}</p>;
  const shown = !marks.hidden.has(kind);
  return (
    <label
      title={t`Mark in the text`}
      className="flex min-h-8 w-33 items-center gap-2 self-start text-sm text-ink-2 pointer-coarse:min-h-11"
    >
      <input type="checkbox" checked={shown} onChange={() => marks.toggle(kind)} className="size-4 shrink-0" />
      <span className={shown && kind !== "sentiment" ? markClass([sample], false) : ""}>{kindWord(kind)}</span>
    </label>
  );
}

const CHIP = "inline-flex min-h-8 items-center rounded-[1.375rem] px-3 py-1 text-start text-sm pointer-coarse:min-h-11";

function Chip({ finding, marks }: { finding: Finding; marks: Marks }) {
  const inText = finding.evidence.filter((index) => marks.places[index]);
  if (inText.length === 0) return <span className={cx(CHIP, "text-ink-2")}>{finding.word}</span>;
  const chosen = marks.areChosen(inText);
  return (
    <button
      type="button"
      aria-pressed={chosen}
      title={t`Show in the text`}
      onClick={() => marks.choose(inText, "words")}
      className={cx(
        CHIP,
        "transition-colors",
        chosen ? "bg-accent text-on-accent" : "bg-sunken text-ink hover:bg-line",
      )}
    >
      {finding.word}
    </button>
  );
}
