import { t } from "@lingui/core/macro";
import { useId } from "react";
import { MarkedText, unmarked } from "@/ui/MarkedText";
import type { Difference } from "./differences";
import type { Piece } from "./result";

type Props = { pieces: readonly Piece[]; onGoTo: (difference: Difference) => void };

/** The text that comes of the choices, while they are made. */
export function Preview({ pieces, onGoTo }: Props) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-2">
      <h2 id={heading} className="font-serif text-xl">
        {t`The result`}
      </h2>
      <div className="max-w-measure rounded-card border border-line bg-surface p-4 tablet:px-6 tablet:py-5">
        {pieces.map((piece, index) =>
          piece.kind === "open" ? (
            <button
              key={piece.difference.key}
              type="button"
              onClick={() => onGoTo(piece.difference)}
              className="my-1 block min-h-8 w-full rounded-control border border-dashed border-control px-3 py-1 text-start text-sm text-ink-2 hover:bg-sunken pointer-coarse:min-h-11"
            >
              {t`Not chosen yet`}
            </button>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: text without state
            <MarkedText key={index} paragraphs={unmarked(piece.paragraphs)} />
          ),
        )}
      </div>
    </section>
  );
}
