/** What must be saved before the page goes for good. */

const saves = new Set<() => Promise<void>>();

/** Has `save` called by whoever takes the page away on purpose. Returns how to stop. */
export function beforeLeaving(save: () => Promise<void>): () => void {
  saves.add(save);
  return () => saves.delete(save);
}

/** Resolves when everything is saved. */
export async function saveAll(): Promise<void> {
  await Promise.all([...saves].map((save) => save()));
}
