import { useEffect, useRef, useState } from "react";
import { useCrisis } from "@/app/help/useCrisis";
import type { Crisis } from "@/crisis/level";
import { systemClock } from "@/sync/environment";
import type { Editing } from "./editing";

/** So long after the last key the words are looked at: nobody is spoken to in the middle of a word. */
const PAUSE_MS = 800;

/**
 * What is being written says of danger, looked at whenever the writer pauses. The fields are not touched, and a key press
 * changes nothing on the page.
 */
export function useWrittenCrisis(editing: Editing): { crisis: Crisis; onInput: () => void } {
  const [words, setWords] = useState({ title: editing.title, text: editing.text });
  const stop = useRef(() => {});
  useEffect(() => () => stop.current(), []);
  function onInput(): void {
    stop.current();
    stop.current = systemClock.after(PAUSE_MS, () => setWords({ title: editing.title, text: editing.text }));
  }
  return { crisis: useCrisis(words.title, words.text), onInput };
}
