/** What must be saved before the page goes for good. */

/** Something that is being written. */
export interface Writing {
  /** Saves what can be saved. */
  save(): Promise<void>;
  /** The words that nothing but this page holds. */
  words(): string;
  /** Keeps those that cannot be saved among what was not accepted. */
  setAside(): Promise<void>;
}

const open = new Set<Writing>();
let areLetGo = false;

/** Has `writing` saved by whoever takes the page away on purpose. Returns how to stop. */
export function beforeLeaving(writing: Writing): () => void {
  open.add(writing);
  return () => open.delete(writing);
}

/** Resolves when everything is saved that can be. */
export async function saveAll(): Promise<void> {
  await Promise.allSettled([...open].map((writing) => writing.save()));
}

/** Resolves when what cannot be saved is kept as far as it can be. */
export async function setAllAside(): Promise<void> {
  await Promise.allSettled([...open].map((writing) => writing.setAside()));
}

/** What is being written and is not saved now. */
export function writingLeft(): Writing[] {
  return [...open].filter((writing) => writing.words() !== "");
}

/** The words of some of it that are not saved by now, each with a name of its own. */
export function wordsOf(writing: readonly Writing[]): { about: string; text: string }[] {
  const words = writing.map((it, index) => ({ about: `left ${index}`, text: it.words() }));
  return words.filter(({ text }) => text !== "");
}

/** Has the browser ask before the page is closed while it has what would be lost. */
export function askBeforeClosing(hasSomething: () => boolean, signal: AbortSignal): void {
  window.addEventListener("beforeunload", (event) => !areLetGo && hasSomething() && event.preventDefault(), { signal });
}

/** Whether words may go has been asked: the browser need not ask again, this once. */
export function letWordsGo(): void {
  areLetGo = true;
  // The page may stay after all. Whoever else is told of this leaving is told before.
  const stay = () => setTimeout(() => (areLetGo = false));
  window.addEventListener("beforeunload", stay, { once: true });
}
