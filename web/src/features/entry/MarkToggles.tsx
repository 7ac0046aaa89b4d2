import { t } from "@lingui/core/macro";
import { cx } from "@/lib/cx";
import { KINDS, kindWord } from "./findings";
import { markClass } from "./markClass";
import type { Marks } from "./useMarks";

/** Switches the marks in the text on and off, by kind; each switch shows what its marks look like. */
export function MarkToggles({ marks }: { marks: Marks }) {
  const present = KINDS.filter((kind) =>
    marks.evidence.some((piece, index) => piece.kind === kind && marks.places[index]),
  );
  if (present.length === 0) return null;
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5">
      <legend className="mb-1.5 text-sm text-ink-2">{t`Marked in the text`}</legend>
      {present.map((kind) => {
        const shown = !marks.hidden.has(kind);
        const sample = marks.evidence.find((piece) => piece.kind === kind);
        return (
          <button
            key={kind}
            type="button"
            aria-pressed={shown}
            onClick={() => marks.toggle(kind)}
            className={cx(
              "min-h-8 rounded-full border px-3 text-sm pointer-coarse:min-h-11",
              shown ? "border-control bg-surface text-ink" : "border-line text-ink-2",
            )}
          >
            <span className={shown && sample ? markClass([sample], false) : ""}>{kindWord(kind)}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
