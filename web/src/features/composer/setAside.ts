import { newId } from "@/sync";
import { goesOn } from "@/sync/going-on";
import type { EntryFields, NewMutation } from "@/sync/mutations";
import type { Words } from "./changes";
import type { Journal } from "./journal";
import { isBlank } from "./limits";

/** What is taken away from them at once and is more than this is kept for itself. */
const FEW = 1_000;

/** The entry that is written. */
type Sitting = { id: string; created: boolean; fields: EntryFields };
/** The text and the version that the words were typed over. */
type Over = { text: string; base: string | undefined };

export type Held = Words & { id: string; why: string };

/** The words of a sitting that cannot be saved as they are, such as too many: one change among what was not accepted. */
export class SetAside {
  private held: Held | undefined;
  /** They are of an earlier sitting, with which another tab may go on, too. */
  private isFound = false;

  constructor(private readonly journal: Journal) {}

  /** Whether there are any. */
  get areThere(): boolean {
    return this.held !== undefined;
  }

  has({ text, title }: Words): boolean {
    return this.held?.text === text && this.held.title === title;
  }

  /** Those that an earlier sitting has set aside are gone on with. */
  found(held: Held): void {
    this.held = held;
    this.isFound = true;
  }

  async put(sitting: Sitting, { text, title }: Words, over: Over, why: string): Promise<void> {
    const { held, isFound } = this;
    const isMore = held !== undefined && isIn(held, text);
    const id = isMore && !isFound ? held.id : newId();
    await this.journal.setAside(changeOf(sitting, { text, title }, over), why, id);
    this.held = { id, why, text, title };
    this.isFound = false;
    if (held && !isMore) await this.leave(held, sitting.id);
    else if (held && isFound) await this.journal.strike(held.id);
  }

  /** They are thrown away. */
  async strike(): Promise<void> {
    if (this.held) await this.journal.strike(this.held.id);
    this.held = undefined;
  }

  /** The entry `id` has `text` now. */
  async stored(id: string, text: string): Promise<void> {
    const { held } = this;
    if (!held) return;
    this.held = undefined;
    if (isIn(held, text)) await this.journal.strike(held.id);
    else await this.leave(held, id);
  }

  /** What has gone from the field in a great piece stays where it is, to be copied, but nobody goes on with it. */
  private async leave({ id, why, text, title }: Held, entryId: string): Promise<void> {
    const args = { id: entryId, text, ...(title ? { title } : {}) };
    await this.journal.setAside({ name: "entry.edit@1", args }, why, id);
  }
}

/** Whether `text` has the words, but for what can be typed over in a moment. */
const isIn = (words: Words, text: string) => goesOn(words.text, text, FEW);

/** The parts of `words` that are not `stored`. */
export function lacking(words: Words, stored: Words): string {
  const parts = [words.title === stored.title ? "" : words.title, words.text === stored.text ? "" : words.text];
  return parts.filter((part) => !isBlank(part)).join("\n\n");
}

function changeOf({ id, created, fields }: Sitting, { text, title }: Words, over: Over): NewMutation {
  const args = { id, text, ...(created ? { base_text: over.text } : fields), ...(title ? { title } : {}) };
  const base = over.base === undefined ? {} : { base_vid: over.base };
  return { name: created ? "entry.edit@1" : "entry.create@1", args, ...base };
}
