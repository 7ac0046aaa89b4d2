import type { EntryFields } from "@/sync/mutations";
import type { EntryRow } from "@/sync/rows";

/** What is written in an entry. */
export type Words = { text: string; title: string };

/** The words of an entry, and what was chosen beside them. */
export type Version = Words & EntryFields;

/**
 * What has been changed in a finished entry since it was opened, so that it can be taken back, and then made again.
 * In memory only: no words are kept in the browser's storage, so a reload begins anew.
 */
export class Changes {
  private before: EntryRow | undefined;
  private now: EntryRow | undefined;
  /** What was chosen here beside the words; what changes elsewhere is not to be taken back here. */
  private readonly chosen = new Set<keyof EntryFields>();
  private undone: Version | undefined;

  constructor(opened: EntryRow | undefined) {
    this.now = opened;
    if (opened?.status === "published") this.before = opened;
  }

  /** Whether something that was taken back can be made again. */
  get areUndone(): boolean {
    return this.undone !== undefined;
  }

  /** Whether anything was changed here, now that the words are these. */
  areIn({ text, title }: Words): boolean {
    const { before, now } = this;
    if (!before || !now) return false;
    return text !== before.text || title !== before.title || !isSame(this.fieldsOf(now), this.fieldsOf(before));
  }

  typed(): void {
    this.undone = undefined;
  }

  chose(fields: EntryFields): void {
    this.undone = undefined;
    for (const name of Object.keys(fields) as (keyof EntryFields)[]) this.chosen.add(name);
    this.show(fields);
  }

  /** The journal holds this now. What differs from the last choice made here was chosen elsewhere, and stays. */
  seen(entry: EntryRow | undefined): void {
    const { now, before } = this;
    if (!entry || !now) return;
    for (const name of this.chosen) if (!isSame(plain(entry, name), plain(now, name))) this.chosen.delete(name);
    this.now = entry;
    if (before) this.before = { ...entry, text: before.text, title: before.title, ...this.fieldsOf(before) };
  }

  /** Words from elsewhere are in the fields now: they are not of this page's making, and not its to take back. */
  took(words: Partial<Words>): void {
    this.undone = undefined;
    if (this.before) this.before = { ...this.before, ...words };
  }

  /** The version to go back to from these words; none if nothing was changed. */
  takeBack({ text, title }: Words): Version | undefined {
    const { before, now } = this;
    if (!before || !now || !this.areIn({ text, title })) return undefined;
    this.undone = { ...this.fieldsOf(now), text, title };
    return this.return({ ...this.fieldsOf(before), text: before.text, title: before.title });
  }

  /** The version that was taken back. */
  makeAgain(): Version | undefined {
    const { undone } = this;
    this.undone = undefined;
    return undone && this.return(undone);
  }

  private return(version: Version): Version {
    const { text: _, title: __, ...fields } = version;
    this.show(fields);
    return version;
  }

  private show(fields: EntryFields): void {
    if (this.now) this.now = { ...this.now, ...fields };
  }

  private fieldsOf(row: EntryRow): EntryFields {
    return Object.fromEntries([...this.chosen].map((name) => [name, row[name]]));
  }
}

/** A field as it can be compared: a time has more than one way to be written. */
function plain(row: EntryRow, name: keyof EntryFields): unknown {
  return name === "written_at" ? Date.parse(row.written_at) : row[name];
}

/** Whether both are the same value, or have the same fields in the same order with the same values. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
