import type { ReactNode } from "react";
import { cx } from "@/lib/cx";

type Place = { start: number; end: number };

type Props = {
  text: string;
  /** What to mark, in the units of the text, from left to right and without overlaps. */
  places: readonly Place[];
  /** Which piece of the text to show. */
  piece?: Place;
};

/** Text with what was found in it. */
export function Marked({ text, places, piece = { start: 0, end: text.length } }: Props) {
  const shown: ReactNode[] = [];
  let at = piece.start;
  for (const { start, end } of places) {
    if (start > at) shown.push(text.slice(at, start));
    shown.push(
      <mark key={start} className={foundClass(false)}>
        {text.slice(Math.max(at, start), end)}
      </mark>,
    );
    at = end;
  }
  return (
    <>
      {shown}
      {text.slice(at, piece.end)}
    </>
  );
}

/** The look of what was found: bold as well as tinted, so that it is not told by colour alone. */
export function foundClass(isCurrent: boolean): string {
  return cx(
    "rounded-[3px] bg-[color-mix(in_srgb,var(--color-warn)_26%,transparent)] font-semibold text-inherit box-decoration-clone",
    isCurrent && "outline-2 outline-offset-1 outline-focus",
  );
}
