import { plural, t } from "@lingui/core/macro";
import type { Editing } from "./editing";

/** Keeps words that cannot be saved as they are. */
export async function setAside(editing: Editing): Promise<void> {
  const { over, blank } = editing.state;
  if (over > 0) await editing.setAside(tooMany(over));
  else if (blank) await editing.setAside(t`An entry needs at least one character.`);
}

/** Why a text cannot be saved that is so many characters over the limit. */
export function tooMany(over: number): string {
  return plural(over, { one: "# character too many.", other: "# characters too many." });
}
