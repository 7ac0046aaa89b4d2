import type { NewMutation } from "./mutations";
import type { View } from "./view";

/** An entry that is to go, and the version of it that was seen. */
export interface Deletion {
  readonly id: string;
  readonly base_vid?: string;
}

/** Where a tab notes the deletions that it owes, so that a reload or a crash does not forget them. Ids, never words. */
export interface DeletionNotes {
  read(): readonly Deletion[];
  write(deletions: readonly Deletion[]): void;
}

/**
 * Deletions that can still be taken back. The entry is off the screen at once, but its deletion joins the outbox only
 * when it is let go. Taking it back thus restores the very same entry, with its id, its reading and its other version;
 * once the server has deleted an entry, all that could come back is its words under another id.
 *
 * Neither choice may be lost with the tab: until the server has a deletion it is noted, and the tab's next start sends
 * it; one that was taken back is struck from the notes at once.
 */
export class Deletions {
  /** Off the screen: held here, or on their way into the outbox. */
  private readonly hidden = new Map<string, Deletion>();
  /** Those that can still be taken back. */
  private readonly held = new Set<string>();
  /** Noted before this page was loaded, and not yet asked for again. */
  private left: readonly Deletion[];
  private noted = "[]";

  constructor(
    private readonly view: View,
    private readonly mutate: (mutation: NewMutation) => Promise<string>,
    private readonly notes: DeletionNotes,
  ) {
    this.left = notes.read();
    this.noted = JSON.stringify(this.left);
    for (const deletion of this.left) this.hidden.set(deletion.id, deletion);
    this.show();
  }

  /** Whether some of them can still be taken back. */
  get areHeld(): boolean {
    return this.held.size > 0;
  }

  /** Takes an entry off the screen. */
  hold(id: string): void {
    const entry = this.view.entry(id);
    if (!entry) return;
    this.hidden.set(id, { id, base_vid: entry.vid });
    this.held.add(id);
    this.show();
  }

  /** Puts an entry back as it was. */
  takeBack(id: string): void {
    if (!this.held.delete(id)) return;
    this.hidden.delete(id);
    this.show();
  }

  /** Asks for the deletion of an entry, if it is still held. */
  async letGo(id: string): Promise<void> {
    if (this.held.delete(id)) await this.send(id);
  }

  async letAllGo(): Promise<void> {
    await Promise.all([...this.held].map((id) => this.letGo(id)));
  }

  /** The journal has changed: notes what is owed now, and asks for what an earlier page of this tab has left. */
  update(): void {
    if (this.left.length > 0 && this.view.isComplete) {
      const left = this.left;
      this.left = [];
      // What the server has deleted meanwhile needs no second request, which it would refuse.
      for (const { id } of left) if (!this.view.holds(id)) this.hidden.delete(id);
      for (const { id } of left) void this.send(id);
      this.show();
    }
    this.note();
  }

  forget(): void {
    this.left = [];
    this.held.clear();
    this.hidden.clear();
    this.note();
  }

  private async send(id: string): Promise<void> {
    const deletion = this.hidden.get(id);
    if (!deletion) return;
    const { base_vid } = deletion;
    await this.mutate({ name: "entry.delete@1", args: { id }, ...(base_vid ? { base_vid } : {}) });
    this.hidden.delete(id);
    this.show();
  }

  private show(): void {
    this.view.hide(new Set(this.hidden.keys()));
    this.note();
  }

  private note(): void {
    const sent = this.view.outbox.filter((item) => item.name === "entry.delete@1");
    const owed: Deletion[] = [...this.hidden.values(), ...sent.map(({ args, base_vid }) => asNote(args.id, base_vid))];
    const text = JSON.stringify(owed);
    if (text === this.noted) return;
    this.noted = text;
    this.notes.write(owed);
  }
}

function asNote(id: string, base_vid: string | undefined): Deletion {
  return base_vid ? { id, base_vid } : { id };
}
