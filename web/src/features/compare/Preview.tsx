import { t } from "@lingui/core/macro";
import { useId } from "react";
import { MarkedText, unmarked } from "@/ui/MarkedText";
import type { Difference } from "./differences";
import type { Piece } from "./result";

type Props = {
  /** Nothing while it has not been chosen. */
  title: string | undefined;
  pieces: readonly Piece[];
  /** Goes to where a difference is decided; without one, to the title. */
  onGoTo: (difference?: Difference) => void;
};

/** The title and the text that come of the choices, while they are made. */
export function Preview({ title, pieces, onGoTo }: Props) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-2">
      <h2 id={heading} className="font-serif text-xl">
        {t`The result`}
      </h2>
      <div className="max-w-measure rounded-card border border-line bg-surface p-4 tablet:px-6 tablet:py-5">
        {title === undefined ? <Open label={t`Title not chosen yet`} onGoTo={() => onGoTo()} /> : null}
        {title ? <p className="mb-2 font-serif text-xl font-medium [overflow-wrap:anywhere]">{title}</p> : null}
        {pieces.map((piece, index) =>
          piece.kind === "open" ? (
            <Open key={piece.difference.key} label={t`Not chosen yet`} onGoTo={() => onGoTo(piece.difference)} />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: text without state
            <MarkedText key={index} paragraphs={unmarked(piece.paragraphs)} />
          ),
        )}
      </div>
    </section>
  );
}

function Open({ label, onGoTo }: { label: string; onGoTo: () => void }) {
  return (
    <button
      type="button"
      onClick={onGoTo}
      className="my-1 block min-h-8 w-full rounded-control border border-dashed border-control px-3 py-1 text-start text-sm text-ink-2 hover:bg-sunken pointer-coarse:min-h-11"
    >
      {label}
    </button>
  );
}
