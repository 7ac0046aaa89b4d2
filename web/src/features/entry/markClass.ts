import { cx } from "@/lib/cx";
import type { Evidence } from "@/sync/rows";

/** One kind of line for each kind of finding, so that none is told by colour alone. */
const LINES: Record<string, string> = {
  emotion: "underline decoration-series-1 decoration-solid",
  theme: "underline decoration-series-3 decoration-dotted",
  person: "underline decoration-series-5 decoration-dashed",
  style: "underline decoration-series-4 decoration-wavy",
  factor: "underline decoration-series-2 decoration-double",
};

const LINE_ORDER = ["emotion", "factor", "style", "person", "theme"];

/** The look of words that findings rest on: a tint for the tone, a line for everything else. */
export function markClass(evidence: readonly Evidence[], selected: boolean): string {
  const line = LINE_ORDER.find((kind) => evidence.some((it) => it.kind === kind));
  const tone = evidence.find((it) => it.kind === "sentiment");
  return cx(
    "text-inherit decoration-[1.5px] underline-offset-[0.28em] transition-colors",
    line && LINES[line],
    selected ? "bg-[color-mix(in_srgb,var(--color-accent)_30%,transparent)]" : tint(tone?.polarity),
  );
}

function tint(polarity: number | null | undefined): string {
  if (polarity === undefined || polarity === null) return "bg-transparent";
  return polarity < 0
    ? "bg-[color-mix(in_srgb,var(--color-series-2)_20%,transparent)]"
    : "bg-[color-mix(in_srgb,var(--color-series-1)_18%,transparent)]";
}
