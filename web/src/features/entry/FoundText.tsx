import { foundClass } from "@/ui/Marked";
import type { Segment } from "./marks";
import type { FoundPlaces } from "./useFoundPlaces";

/** A run of the text with what was found in it. A place may begin in one run and end in another. */
export function FoundText({ segment: { text, start }, found }: { segment: Segment; found: FoundPlaces }) {
  const end = start + text.length;
  const here = found.places.flatMap((place, index) => {
    const piece = { start: Math.max(place.start, start) - start, end: Math.min(place.end, end) - start, index };
    return piece.start < piece.end ? [piece] : [];
  });
  if (here.length === 0) return text;
  return (
    <>
      {here.map((piece, number) => (
        <span key={piece.start}>
          {text.slice(here[number - 1]?.end ?? 0, piece.start)}
          <mark data-found={piece.index} className={foundClass(piece.index === found.current)}>
            {text.slice(piece.start, piece.end)}
          </mark>
        </span>
      ))}
      {text.slice(here.at(-1)?.end)}
    </>
  );
}
