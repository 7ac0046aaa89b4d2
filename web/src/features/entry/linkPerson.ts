import { t } from "@lingui/core/macro";
import { currentClient, mutate } from "@/sync";
import type { PersonRow } from "@/sync/rows";
import { toastStore } from "@/ui/toasts";

/** Links someone to an entry at once, and offers to take that back. Says nothing where there was nothing to do. */
export async function linkPerson(entryId: string, { id, name }: PersonRow): Promise<void> {
  const isLinked = await changePeople(entryId, (people) => (people.includes(id) ? people : [...people, id]));
  if (!isLinked) return;
  const run = () => void changePeople(entryId, (people) => people.filter((other) => other !== id));
  toastStore.show({ kind: "note", message: t`This entry is about ${name} now.`, action: { label: t`Undo`, run } });
}

/** Others may have been linked meanwhile: the change is to the people of now. Answers whether it changed them. */
async function changePeople(entryId: string, change: (people: string[]) => string[]): Promise<boolean> {
  const entry = currentClient()?.view.entry(entryId);
  const people = entry && change(entry.people);
  if (!people || people.length === entry.people.length) return false;
  await mutate.setEntry({ id: entryId, people });
  return true;
}
