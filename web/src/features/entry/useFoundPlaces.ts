import { useMemo, useState } from "react";
import { placesOf } from "@/search/places";
import { parseQuery } from "@/search/query";
import type { Place } from "./marks";

/** What a search found in the text of an entry, and which of it one looks at. */
export interface FoundPlaces {
  /** What was searched for, as it was typed. */
  query: string;
  places: readonly Place[];
  /** Index of the place that is looked at; none at first. */
  current: number | undefined;
  /** Goes to the next place, or the one before; after the last comes the first. */
  go(by: 1 | -1): void;
}

export function useFoundPlaces(text: string, query: string | undefined): FoundPlaces | undefined {
  const [current, setCurrent] = useState<number>();
  const places = useMemo(() => (query ? placesOf(text, parseQuery(query).terms) : []), [text, query]);
  if (!query) return undefined;

  function go(by: 1 | -1): void {
    if (places.length === 0) return;
    const next = current === undefined ? (by === 1 ? 0 : -1) : current + by;
    const index = (next + places.length) % places.length;
    setCurrent(index);
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    document
      .querySelector(`[data-found="${index}"]`)
      ?.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  }

  return { query, places, current: current !== undefined && current < places.length ? current : undefined, go };
}
