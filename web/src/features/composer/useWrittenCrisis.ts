import { useEffect, useRef, useState } from "react";
import { useCrisis } from "@/app/help/useCrisis";
import type { Crisis } from "@/crisis/level";
import { systemClock } from "@/sync/environment";
import type { Editing } from "./editing";

/** So long after the last key the words are looked at: nobody is spoken to in the middle of a word. */
const PAUSE_MS = 800;

/**
 * What is being written says of danger, looked at whenever the writer pauses, and at once when other words were `adopted`.
 * The fields are not touched, and a key press changes nothing on the page.
 */
export function useWrittenCrisis(editing: Editing, adopted: number): { crisis: Crisis; onInput: () => void } {
  const now = () => ({ title: editing.title, text: editing.text, adopted });
  const [words, setWords] = useState(now);
  if (words.adopted !== adopted) setWords(now);
  const stop = useRef(() => {});
  useEffect(() => () => stop.current(), []);
  function onInput(): void {
    stop.current();
    stop.current = systemClock.after(PAUSE_MS, () => setWords((before) => ({ ...now(), adopted: before.adopted })));
  }
  return { crisis: useCrisis(words.title, words.text), onInput };
}
