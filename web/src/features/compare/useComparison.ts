import { useMemo, useState } from "react";
import { type Choice, type Choices, compareTexts, type Difference, openQuestions, type Part } from "./differences";
import type { Pair } from "./pair";
import { chooseEverywhere, type Piece, piecesOf, textOf } from "./result";

export interface Comparison {
  readonly parts: readonly Part[];
  /** The differences in the texts that are to be decided, in order. */
  readonly questions: readonly Difference[];
  readonly choices: Choices;
  readonly pieces: readonly Piece[];
  /** The text that comes of the choices; none while one is missing. */
  readonly text: string | undefined;
  /** One of the texts has changed since the page was opened. */
  readonly hasChanged: boolean;
  choose(difference: Difference, choice: Choice): void;
  chooseAll(choice: Choice): void;
}

/** What has been chosen between two texts. Choices are known by their paragraphs, so they outlive changes elsewhere. */
export function useComparison({ one, other }: Pair): Comparison {
  const [choices, setChoices] = useState<Choices>(new Map());
  const [opened] = useState([one.text, other.text]);
  const parts = useMemo(() => compareTexts(one.text, other.text), [one.text, other.text]);
  const questions = useMemo(() => openQuestions(parts), [parts]);
  const pieces = useMemo(() => piecesOf(parts, choices), [parts, choices]);
  return {
    parts,
    questions,
    choices,
    pieces,
    text: textOf(pieces),
    hasChanged: opened[0] !== one.text || opened[1] !== other.text,
    choose: ({ key }, choice) => setChoices(new Map(choices).set(key, choice)),
    chooseAll: (choice) => setChoices(new Map([...choices, ...chooseEverywhere(parts, choice)])),
  };
}
