import { useMemo, useRef, useState } from "react";
import { type Entry, usePeople } from "@/sync/react";
import type { AnalysisRow, Evidence } from "@/sync/rows";
import { evidenceWord, type Kind } from "./findings";
import { type Place, placesOf, type Segment, segmentsOf } from "./marks";

const NOTHING: readonly Evidence[] = [];

/** The findings as marks in the text: where they are, which kinds are shown, and which one is chosen. */
export interface Marks {
  evidence: readonly Evidence[];
  /** Where each piece of evidence is in the text, if it is. */
  places: readonly (Place | undefined)[];
  segments: readonly Segment[];
  /** What each piece of evidence speaks for. */
  words: readonly string[];
  hidden: ReadonlySet<Kind>;
  toggle(kind: Kind): void;
  selected: number | undefined;
  /** Chooses a piece of evidence; its words, or the finding, are brought into sight. */
  select(index: number, show: "words" | "finding"): void;
  textRef: React.RefObject<HTMLDivElement | null>;
}

export function useMarks(entry: Entry, analysis: AnalysisRow | undefined): Marks {
  const people = usePeople();
  const textRef = useRef<HTMLDivElement>(null);
  const [hidden, setHidden] = useState<ReadonlySet<Kind>>(new Set());
  const [selected, setSelected] = useState<number>();
  const evidence = analysis?.evidence ?? NOTHING;
  const { text } = entry;
  const places = useMemo(() => placesOf(text, evidence), [text, evidence]);
  const segments = useMemo(() => segmentsOf(text, places), [text, places]);
  const words = useMemo(() => evidence.map((piece) => evidenceWord(piece, people)), [evidence, people]);

  function toggle(kind: Kind): void {
    const next = new Set(hidden);
    if (!next.delete(kind)) next.add(kind);
    setHidden(next);
  }

  function select(index: number, show: "words" | "finding"): void {
    setSelected(index === selected ? undefined : index);
    if (index === selected) return;
    const target =
      show === "words"
        ? textRef.current?.querySelector(`[data-findings~="${index}"]`)
        : document.getElementById(findingId(index));
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    target?.scrollIntoView({
      block: show === "words" ? "center" : "nearest",
      behavior: still ? "auto" : "smooth",
    });
  }

  return { evidence, places, segments, words, hidden, toggle, selected, select, textRef };
}

/** The id of the quote, in the list of findings, that a piece of evidence is shown as. */
export function findingId(index: number): string {
  return `finding-${index}`;
}
