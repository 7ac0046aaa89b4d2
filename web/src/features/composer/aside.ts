import { plural, t } from "@lingui/core/macro";
import { currentClient } from "@/sync";
import type { Editing } from "./editing";

/** Keeps words that cannot be saved as they are. */
export async function setAside(editing: Editing): Promise<void> {
  const { over, blank } = editing.state;
  if (over > 0) await editing.setAside(tooMany(over));
  else if (blank) await editing.setAside(t`An entry needs at least one character.`);
}

/** Fills the fields with what was set aside as the change `id`. */
export function goOnWith(editing: Editing, id: string): void {
  const change = currentClient()?.view.notAccepted.find((item) => item.id === id);
  const why = change?.detail ?? "";
  if (change?.name === "entry.create@1") {
    const { id: _, text, title = "", ...fields } = change.args;
    editing.goOn({ id, text, title, why }, fields);
  } else if (change?.name === "entry.edit@1") {
    const { text, title = editing.title } = change.args;
    editing.goOn({ id, text, title, why }, {});
  }
}

/** Why a text cannot be saved that is so many characters over the limit. */
export function tooMany(over: number): string {
  return plural(over, { one: "# character too many.", other: "# characters too many." });
}
