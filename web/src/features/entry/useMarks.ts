import { useMemo, useRef, useState } from "react";
import { type Entry, usePeople } from "@/sync/react";
import type { AnalysisRow, Evidence } from "@/sync/rows";
import { evidenceWord, isKind, type Kind, shownEvidence } from "./findings";
import { type Place, placesOf, type Segment, segmentsOf } from "./marks";
import { type Passage, passagesOf } from "./passages";
import { strongestOf } from "./strongest";

const NOTHING: readonly Evidence[] = [];

/** The findings as marks in the text: where they are, which are shown, and which are chosen. */
export interface Marks {
  evidence: readonly Evidence[];
  /** Where each piece of evidence is in the text, if it is. */
  places: readonly (Place | undefined)[];
  segments: readonly Segment[];
  passages: readonly Passage[];
  /** What each piece of evidence speaks for. */
  words: readonly string[];
  hidden: ReadonlySet<Kind>;
  toggle(kind: Kind): void;
  /** How many pieces of the kinds that are shown are marked, and how many could be. */
  marked: number;
  markable: number;
  /** Whether everything is marked, or only what is strongest. */
  all: boolean;
  setAll(all: boolean): void;
  isMarked(index: number): boolean;
  isChosen(index: number): boolean;
  /** Whether exactly these pieces of evidence are chosen. */
  areChosen(indexes: readonly number[]): boolean;
  /** Chooses pieces of evidence, or lets go of them; their words, or their passage, are brought into sight. */
  choose(indexes: readonly number[], show: "words" | "passage"): void;
  textRef: React.RefObject<HTMLDivElement | null>;
}

export function useMarks(entry: Entry, analysis: AnalysisRow | undefined): Marks {
  const people = usePeople();
  const textRef = useRef<HTMLDivElement>(null);
  const [hidden, setHidden] = useState<ReadonlySet<Kind>>(new Set());
  const [all, setAll] = useState(false);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const evidence = useMemo(() => (analysis ? shownEvidence(analysis) : NOTHING), [analysis]);
  const { text } = entry;
  const places = useMemo(() => placesOf(text, evidence), [text, evidence]);
  const segments = useMemo(() => segmentsOf(text, places), [text, places]);
  const passages = useMemo(() => passagesOf(text, evidence, places), [text, evidence, places]);
  const strongest = useMemo(() => strongestOf(evidence, places), [evidence, places]);
  const words = useMemo(() => evidence.map((piece) => evidenceWord(piece, people)), [evidence, people]);

  const isShown = (index: number) => {
    const kind = evidence[index]?.kind ?? "";
    return places[index] !== undefined && isKind(kind) && !hidden.has(kind);
  };
  const shown = [...evidence.keys()].filter(isShown);

  function toggle(kind: Kind): void {
    const next = new Set(hidden);
    if (!next.delete(kind)) next.add(kind);
    setHidden(next);
  }

  const isChosen = (index: number) => chosen.includes(index);
  const areChosen = (indexes: readonly number[]) => indexes.length === chosen.length && indexes.every(isChosen);

  function choose(indexes: readonly number[], show: "words" | "passage"): void {
    const isNew = !areChosen(indexes);
    setChosen(isNew ? indexes : []);
    const [first] = indexes;
    if (!isNew || first === undefined) return;
    // The list of passages may have to grow first.
    requestAnimationFrame(() => scrollTo(show === "words" ? wordsOf(first) : passageOf(first)));
  }

  const wordsOf = (index: number) => textRef.current?.querySelector(`[data-findings~="${index}"]`);
  const passageOf = (index: number) =>
    document.getElementById(passageId(passages.findIndex((passage) => passage.evidence.includes(index))));

  return {
    evidence,
    places,
    segments,
    passages,
    words,
    hidden,
    toggle,
    marked: shown.filter((index) => all || strongest.has(index)).length,
    markable: shown.length,
    all,
    setAll,
    isMarked: (index) => isChosen(index) || (isShown(index) && (all || strongest.has(index))),
    isChosen,
    areChosen,
    choose,
    textRef,
  };
}

function scrollTo(target: Element | null | undefined): void {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  target?.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
}

/** The id of a passage, by its index, in the list of passages. */
export function passageId(index: number): string {
  return `passage-${index}`;
}
