import type { Clock } from "@/sync/environment";
import type { EntryFields, Seen } from "@/sync/mutations";
import type { EntryRow } from "@/sync/rows";
import { tooMany } from "./aside";
import { Changes, type Version, type Words } from "./changes";
import { type Arrived, isUnderWay, type Journal } from "./journal";
import { charactersOver, isBlank } from "./limits";
import { isLater, OwnVersions } from "./ownVersions";
import { Pace } from "./pace";
import { type Held, lacking, SetAside } from "./setAside";
import { begun, type EditingState, Shown } from "./state";

/**
 * One entry being written: keeps the words, hands them on at a {@link Pace}, and chains every version to the one it was
 * typed over. What arrives from elsewhere never replaces words under the caret.
 */
export class Editing {
  text: string;
  title: string;
  /** What was put among what was not accepted. */
  private readonly aside: SetAside;
  /** What the journal has stored. */
  private stored: Words;
  private savedText: string;
  private savedTitle: string;
  private base: string | undefined;
  private readonly changes: Changes;
  private readonly own = new OwnVersions();
  private focused = false;
  /** The journal shows words that the server has not got yet. */
  underWay = false;
  private abandoned = false;
  /** The changes from elsewhere are wanted as soon as the words here are part of them. */
  private wanted = false;
  private readonly pace: Pace;
  /** Words on their way into the journal. */
  private storing = 0;
  private saving: Promise<void> = Promise.resolve();
  /** Saves that are under way or wait for their turn. */
  private saves = 0;
  private readonly shown: Shown;

  constructor(
    private readonly journal: Journal,
    clock: Clock,
    id: string,
    entry: EntryRow | undefined,
  ) {
    this.text = this.savedText = entry?.text ?? "";
    this.title = this.savedTitle = entry?.title ?? "";
    this.stored = { text: this.text, title: this.title };
    this.aside = new SetAside(journal);
    this.base = entry?.vid;
    this.changes = new Changes(entry);
    this.pace = new Pace(clock, (due) => void this.hand({}, due));
    this.shown = new Shown(begun(id, entry));
  }

  /** The entry is being thrown away. */
  get isAbandoned(): boolean {
    return this.abandoned;
  }

  get state(): EditingState {
    return this.shown.state;
  }

  /** The words that the journal has not stored: after {@link save}, those that it cannot take, such as too many. */
  get unsaved(): string {
    return this.abandoned || this.aside.has(this) ? "" : lacking(this, this.stored);
  }

  subscribe = (listener: () => void): (() => void) => this.shown.subscribe(listener);

  type(text: string): void {
    this.text = text;
    this.wanted = false;
    this.touched();
  }

  typeTitle(title: string): void {
    this.title = title;
    this.touched();
  }

  /** Chooses mood, tags, people and the like; kept for later while there is nothing to save them with. */
  set(fields: EntryFields): void {
    const { id, created } = this.state;
    this.changes.chose(fields);
    if (created) void this.journal.setEntry({ id, ...fields, ...this.seen });
    this.become(created ? {} : { fields: { ...this.state.fields, ...fields } });
  }

  focus(): void {
    this.focused = true;
  }

  /** The field was left: saves, and shows the other version if there was nothing of its own. */
  async blur(): Promise<void> {
    this.focused = false;
    const { base } = this;
    await this.save();
    const { parked } = this.state;
    // What was saved just now comes back with the changes from elsewhere in it.
    if (parked && base === this.base) this.arrived(parked, []);
  }

  /** Nothing more is to be saved: the entry is being thrown away. */
  abandon(): void {
    this.pace.end();
    this.abandoned = true;
    if (!this.state.created) void this.inTurn(() => this.aside.strike());
  }

  /** Goes on with words that an earlier sitting has set aside. */
  goOn(found: Held, fields: EntryFields): void {
    ({ text: this.text, title: this.title } = found);
    this.aside.found(found);
    this.become({ fields });
  }

  /** Takes back all that was changed here since the finished entry was opened. */
  putBack(): Promise<void> {
    return this.replace(this.changes.takeBack(this));
  }

  /** Makes the changes again that {@link putBack} took back. */
  changeAgain(): Promise<void> {
    return this.replace(this.changes.makeAgain());
  }

  /** Hands everything unsaved to the journal, and `fields` with it, to be sent at once. */
  async save(fields: EntryFields = {}): Promise<void> {
    this.pace.end();
    await this.hand(fields);
    await this.journal.sendNow();
  }

  /** Puts the words that cannot be saved among what was not accepted, where they outlive this page; `why` not, in words. */
  setAside(why: string): Promise<void> {
    return this.inTurn(() => this.setAsideNow(why));
  }

  private async setAsideNow(why: string): Promise<void> {
    if (this.unsaved !== "") await this.aside.put(this.state, this, { ...this.stored, base: this.base }, why);
    this.become({});
  }

  /** What is too much to be sent is kept all the same where it outlives the page, until it is stored as it should be. */
  private async lookAside(): Promise<void> {
    const { id, over } = this.state;
    if (over > 0 && !this.abandoned && this.journal.isKept()) await this.setAsideNow(tooMany(over));
    else if (this.text === this.stored.text && this.title === this.stored.title) await this.aside.stored(id, this.text);
  }

  /** Brings the changes from elsewhere into the field: at once, or when the server has put the words here beside them. */
  async takeParked(): Promise<void> {
    const { base } = this;
    await this.save();
    const { parked } = this.state;
    if (parked && base === this.base && !this.underWay) this.adopt(parked);
    else this.wanted = parked !== undefined;
  }

  /** Writes the words again as a new entry, after theirs was deleted elsewhere. */
  async keepAs(id: string): Promise<void> {
    this.base = undefined;
    this.stored = { text: "", title: "" };
    this.become({ id, created: false, gone: false, parked: undefined });
    await this.save();
  }

  /** Tells what the journal holds for this entry now, its copies, and which versions of it the server has refused. */
  arrived(entry: Arrived | undefined, copies: readonly EntryRow[], refused: readonly string[] = []): void {
    const { created, id } = this.state;
    if (!created || this.abandoned) return;
    this.underWay = isUnderWay(entry);
    this.changes.seen(entry);
    this.become({});
    const copy = copies.find((row) => row.conflict_of === id && (this.isOwn(row) || this.own.areIn(row.vid)));
    if (copy) this.continueIn(copy);
    else if (!entry && this.own.areOfNothing(refused)) this.beginAgain();
    else if (!entry) this.become({ gone: true });
    else this.compare(entry, this.base !== undefined && refused.includes(this.base));
  }

  private compare(entry: EntryRow, refused = false): void {
    if (this.isOwn(entry) && (refused || !this.hasGoneTo(entry))) this.agree(entry);
    else if (this.isDirty() || (this.focused && !this.wanted)) this.become({ parked: entry, gone: false });
    else this.adopt(entry);
  }

  /** The text that fields are set over. */
  private get seen(): { seen?: Pick<Seen, "vid"> } {
    return this.base === undefined ? {} : { seen: { vid: this.base } };
  }

  /** It never came into being: the next save tries again. */
  private beginAgain(): void {
    this.base = undefined;
    this.become({ created: false });
  }

  private isOwn(entry: EntryRow): boolean {
    return entry.vid === this.base || this.own.has(entry.vid) || entry.text === this.savedText;
  }

  /** Whether the journal has other words than these: a change was given up or is back, or another tab has gone on in it. */
  private hasGoneTo(entry: EntryRow): boolean {
    const { base = "" } = this;
    // A copy is shown with older words until the server has put later ones into it, if those are on their way.
    const isBehind = this.state.original !== undefined && !isLater(entry.vid, base) && !this.journal.isGivenUp(base);
    return !isBehind && this.saves === 0 && entry.text !== this.savedText;
  }

  /** The journal and this page have the same text; the title may have changed elsewhere. */
  private agree(entry: EntryRow): void {
    if (entry.text === this.savedText) this.base = entry.vid;
    const isSettled = this.title === this.savedTitle && this.saves === 0;
    const retitled = entry.title !== this.savedTitle && isSettled && !this.focused;
    if (retitled) {
      this.title = this.savedTitle = entry.title;
      this.stored = { ...this.stored, title: entry.title };
      this.changes.took({ title: entry.title });
    }
    const { parked, gone, adopted } = this.state;
    if (parked || gone || retitled) {
      // While the words are on their way it shows nothing but them; what waits is still to come.
      const waiting = this.underWay ? parked : undefined;
      this.become({ parked: waiting, gone: false, adopted: retitled ? adopted + 1 : adopted });
    }
  }

  private adopt(entry: EntryRow): void {
    this.wanted = false;
    this.text = this.savedText = entry.text;
    this.title = this.savedTitle = entry.title;
    this.stored = { text: entry.text, title: entry.title };
    if (!this.own.has(entry.vid) || entry.vid === this.base)
      this.changes.took({ text: entry.text, title: entry.title });
    this.base = entry.vid;
    this.become({ parked: undefined, gone: false, adopted: this.state.adopted + 1 });
  }

  /** The server has kept what is written here as a copy beside another version: from now on this is the copy. */
  private continueIn(copy: EntryRow): void {
    this.become({ id: copy.id, original: this.state.id, parked: undefined, gone: false });
    this.compare(copy);
  }

  /** One save follows another, so that each knows what it was typed over; also one that failed. */
  private hand(fields: EntryFields, due?: number): Promise<void> {
    this.saves += 1;
    return this.inTurn(async () => {
      await this.saveNow(fields, due).finally(() => (this.saves -= 1));
      await this.lookAside();
    });
  }

  private inTurn(run: () => Promise<void>): Promise<void> {
    this.saving = this.saving.catch(() => undefined).then(run);
    return this.saving;
  }

  private async saveNow(chosen: EntryFields, due: number | undefined): Promise<void> {
    const { id, created, fields } = this.state;
    const { text, title } = this;
    const isWelcome = !isBlank(text) && charactersOver(text) === 0;
    if (this.abandoned || (!created && !isWelcome)) return;
    if (!created) {
      this.savedText = text;
      this.savedTitle = title;
      const made = this.store(this.journal.createEntry({ id, text, ...fields, ...(title ? { title } : {}) }, due));
      this.become({ created: true });
      this.own.created(await made);
      return this.wrote(await made, { text, title });
    }
    const retitled = title === this.savedTitle ? {} : { title };
    const over = { text: this.savedText, title: this.savedTitle };
    this.savedTitle = title;
    const isRewritten = isWelcome && text !== over.text && this.base !== undefined;
    // A title that was changed with the text goes with it.
    const set = isRewritten ? chosen : { ...chosen, ...retitled };
    if (Object.keys(set).length > 0) await this.store(this.journal.setEntry({ id, ...set, ...this.seen }, due));
    if ("title" in set) this.stored = { ...this.stored, title };
    if (isRewritten && this.base) {
      const seen = { vid: this.base, ...over };
      this.savedText = text;
      this.wrote(await this.store(this.journal.editEntry({ id, text, ...retitled, seen }, due)), { text, title });
    }
    this.become({});
  }

  /** Resolves when the journal has stored it. What it has not is to be saved again. */
  private async store(change: Promise<string>): Promise<string> {
    this.storing += 1;
    this.become({});
    try {
      return await change;
    } catch (error) {
      ({ text: this.savedText, title: this.savedTitle } = this.stored);
      if (this.base === undefined) this.become({ created: false });
      throw error;
    } finally {
      this.storing -= 1;
      this.become({});
    }
  }

  private wrote(vid: string, words: Words): void {
    this.base = vid;
    this.stored = words;
    this.own.edited(vid);
    this.become({});
  }

  private async replace(version: Version | undefined): Promise<void> {
    if (!version) return;
    const { text: _, title: __, ...fields } = version;
    ({ text: this.text, title: this.title } = version);
    this.become({ adopted: this.state.adopted + 1 });
    await this.save(fields);
  }

  private touched(): void {
    this.changes.typed();
    this.become({});
    if (this.isDirty() || this.aside.areThere) this.pace.typed();
  }

  private isDirty(): boolean {
    return this.text !== this.savedText || this.title !== this.savedTitle;
  }

  private become(changes: Partial<EditingState>): void {
    this.shown.become({
      ...this.state,
      ...changes,
      dirty: this.isDirty(),
      storing: this.storing > 0,
      blank: isBlank(this.text),
      over: charactersOver(this.text),
      aside: this.aside.has(this),
      changed: this.changes.areIn(this),
      undone: this.changes.areUndone,
    });
  }
}
