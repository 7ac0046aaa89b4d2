import { t } from "@lingui/core/macro";
import { mutate, newId } from "@/sync";
import type { EntryRow } from "@/sync/rows";
import { toastStore } from "@/ui/toasts";

/**
 * Deletes an entry at once and offers to bring it back. What comes back is a new entry with the same words: the server
 * has forgotten the old one, its reading included.
 */
export async function deleteWithUndo(
  entry: EntryRow,
  message: string,
  onRestored: (id: string) => void,
): Promise<void> {
  await mutate.deleteEntry(entry.id);
  const run = () => void restore(entry).then(onRestored);
  toastStore.show({ kind: "note", message, action: { label: t`Undo`, run } });
}

async function restore(entry: EntryRow): Promise<string> {
  const { title, text, mood, tags, people, private: kept, status, written_at } = entry;
  const id = newId();
  const fields = { title, tags, people, private: kept, status, written_at, ...(mood === null ? {} : { mood }) };
  await mutate.createEntry({ id, text, ...fields });
  return id;
}
