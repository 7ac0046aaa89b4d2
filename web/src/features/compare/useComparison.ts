import { useEffect, useMemo, useRef, useState } from "react";
import { dropChosen, noteChosen, readChosen } from "./chosen";
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
  /** The title that was chosen. Of no meaning where both have the same. */
  readonly title: string | undefined;
  choose(difference: Difference, choice: Choice): void;
  chooseAll(choice: Choice): void;
  chooseTitle(title: string): void;
  /** The two are settled: what was chosen is kept no longer. */
  end(): void;
}

/**
 * What has been chosen between two texts. Choices are known by their paragraphs, so they outlive changes elsewhere; and
 * they outlive a reload.
 */
export function useComparison(pair: Pair): Comparison {
  const { one, other } = pair;
  const parts = useMemo(() => compareTexts(one.text, other.text), [one.text, other.text]);
  const questions = useMemo(() => openQuestions(parts), [parts]);
  const [before] = useState(() => readChosen(pair));
  const [choices, setChoices] = useState<Choices>(() => chosenBefore(questions, before.choices));
  const [title, setTitle] = useState(before.title && pair[before.title].title);
  const [opened] = useState([one.text, other.text]);
  const pieces = useMemo(() => piecesOf(parts, choices), [parts, choices]);
  const isOver = useRef(false);
  useEffect(() => {
    if (isOver.current || (choices.size === 0 && title === undefined)) return;
    noteChosen(pair, { choices: questions.map(({ key }) => choices.get(key)), title: sideOf(pair, title) });
  }, [pair, questions, choices, title]);
  return {
    parts,
    questions,
    choices,
    pieces,
    text: textOf(pieces),
    hasChanged: opened[0] !== one.text || opened[1] !== other.text,
    title,
    choose: ({ key }, choice) => setChoices(new Map(choices).set(key, choice)),
    chooseAll: (choice) => setChoices(new Map([...choices, ...chooseEverywhere(parts, choice)])),
    chooseTitle: setTitle,
    end: () => {
      isOver.current = true;
      dropChosen(pair);
    },
  };
}

function chosenBefore(questions: readonly Difference[], choices: readonly (Choice | undefined)[]): Choices {
  return new Map(
    questions.flatMap(({ key }, index) => {
      const choice = choices[index];
      return choice ? [[key, choice] as const] : [];
    }),
  );
}

function sideOf({ one, other }: Pair, title: string | undefined): "one" | "other" | undefined {
  if (title === one.title) return "one";
  return title === other.title ? "other" : undefined;
}
