import type { Evidence } from "@/sync/rows";

/** A place in a text, in UTF-16 units as JavaScript strings count. */
export interface Place {
  start: number;
  end: number;
}

/** A run of the text and the findings (by index) that rest on it. */
export interface Segment {
  text: string;
  start: number;
  findings: readonly number[];
}

/**
 * Where the words of each finding are in `text`. Offsets count Unicode code points; they hold only for the text that
 * was read, so each is checked against its quote, and the quote is looked for when it is not there.
 */
export function placesOf(text: string, evidence: readonly Evidence[]): (Place | undefined)[] {
  const toUnit = codePointIndex(text);
  return evidence.map(({ start, end, quote }) => {
    const place = { start: toUnit(start), end: toUnit(end) };
    if (quote === "") return undefined;
    return text.slice(place.start, place.end) === quote ? place : find(text, quote, place.start);
  });
}

/** The occurrence of `quote` that is nearest to `near`. */
function find(text: string, quote: string, near: number): Place | undefined {
  const before = text.lastIndexOf(quote, near);
  const after = text.indexOf(quote, near);
  const isBeforeNearer = before >= 0 && (after < 0 || near - before < after - near);
  const start = isBeforeNearer ? before : after;
  return start < 0 ? undefined : { start, end: start + quote.length };
}

/** From an index in code points to one in UTF-16 units; beyond the end, the end. */
function codePointIndex(text: string): (index: number) => number {
  // Without characters outside the basic plane the two are the same.
  if (!/[\u{10000}-\u{10FFFF}]/u.test(text)) return (index) => Math.min(index, text.length);
  const units: number[] = [];
  let unit = 0;
  for (const character of text) {
    units.push(unit);
    unit += character.length;
  }
  return (index) => units[index] ?? text.length;
}

/** Cuts `text` where findings begin and end; findings may overlap. */
export function segmentsOf(text: string, places: readonly (Place | undefined)[]): Segment[] {
  const cuts = new Set([0, text.length]);
  for (const place of places) if (place) cuts.add(place.start).add(place.end);
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1] ?? text.length;
    const covers = (place: Place | undefined) => place && place.start <= start && place.end >= end;
    return { start, text: text.slice(start, end), findings: places.flatMap((it, at) => (covers(it) ? [at] : [])) };
  });
}
