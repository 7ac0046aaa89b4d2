import { t } from "@lingui/core/macro";
import { currentClient, mutate } from "@/sync";
import type { PersonRow } from "@/sync/rows";
import { toastStore } from "@/ui/toasts";

/** Links someone to an entry at once, and offers to take that back. */
export async function linkPerson(entryId: string, { id, name }: PersonRow): Promise<void> {
  await changePeople(entryId, (people) => [...people, id]);
  const run = () => void changePeople(entryId, (people) => people.filter((other) => other !== id));
  toastStore.show({ kind: "note", message: t`${name} is linked to this entry.`, action: { label: t`Undo`, run } });
}

/** Others may have been linked meanwhile: the change is to the people of now. */
async function changePeople(entryId: string, change: (people: string[]) => string[]): Promise<void> {
  const entry = currentClient()?.view.entry(entryId);
  if (entry) await mutate.setEntry({ id: entryId, people: change(entry.people) });
}
