import { type Ending, follow } from "@/app/keeping";
import { mutate } from "@/sync";
import type { EntryFields } from "@/sync/mutations";
import type { Pair } from "./pair";

/** What is to become of the entry. */
export interface Result {
  readonly text: string;
  readonly fields: EntryFields;
}

/** Makes the result the text of the entry; when the server has it, the copy goes. Undone, everything is as it was before. */
export async function keepResult(pair: Pair, result: Result, { onKept, onUndone }: Ending): Promise<void> {
  const { one, other } = pair;
  const vid = await write(pair, result);
  const undo = () => void putBack(pair, result, vid).then(onUndone);
  const { id, vid: seen, title } = other;
  await follow({ one: one.id, vid, other: { id, vid: seen, title } }, { onKept, onUndone: undo });
}

/** Answers with the name of the text version that the entry then has. */
async function write({ one }: Pair, { text, fields }: Result): Promise<string> {
  const titled = await writeFields(one.id, fields, text !== one.text);
  if (text === one.text) return one.vid;
  return mutate.editEntry({ id: one.id, text, keep_base: true, seen: one, ...titled });
}

/** Sets the fields; answers with the title, if there is one and it is to go with a text. */
async function writeFields(id: string, fields: EntryFields, isRewritten: boolean): Promise<{ title?: string }> {
  const { title, ...others } = fields;
  const titled = title === undefined ? {} : { title };
  const set = isRewritten ? others : fields;
  if (Object.keys(set).length > 0) await mutate.setEntry({ id, ...set });
  return isRewritten ? titled : {};
}

/** The old text over the result, so that what was written since is not undone with it. */
async function putBack({ one }: Pair, { text, fields }: Result, vid: string): Promise<void> {
  const names = Object.keys(fields) as (keyof EntryFields)[];
  const before: EntryFields = Object.fromEntries(names.map((name) => [name, one[name]]));
  const titled = await writeFields(one.id, before, text !== one.text);
  if (text !== one.text) await mutate.editEntry({ id: one.id, text: one.text, seen: { vid, text }, ...titled });
}
