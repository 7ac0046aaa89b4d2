import type { NewMutation } from "./mutations";
import type { View } from "./view";

/** An entry that is to go, and what of it was seen: the version that was shown, then the server's where that is another. */
export interface Deletion {
  readonly id: string;
  readonly vids: readonly string[];
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
  /** As they were first noted, by id. */
  private readonly known = new Map<string, Deletion>();
  private noted = "[]";

  constructor(
    private readonly view: View,
    private readonly mutate: (mutation: NewMutation) => Promise<string>,
    private readonly notes: DeletionNotes,
  ) {
    this.left = notes.read();
    this.noted = JSON.stringify(this.left);
    for (const deletion of this.left) this.know(deletion);
    this.show();
  }

  /** Whether some of them have not joined the outbox yet. */
  get areOwed(): boolean {
    return this.hidden.size > 0;
  }

  /** Takes an entry off the screen. */
  hold(id: string): void {
    const entry = this.view.entry(id);
    if (!entry) return;
    this.know({ id, vids: [...new Set([entry.vid, this.view.serverVid(id) ?? entry.vid])] });
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
      for (const deletion of left) this.resume(deletion);
      this.show();
    }
    this.note();
  }

  private know(deletion: Deletion): void {
    this.hidden.set(deletion.id, deletion);
    this.known.set(deletion.id, deletion);
  }

  /** Asks once more, over what the server has if that was seen: an edit of the earlier page may never have reached it. */
  private resume({ id, vids }: Deletion): void {
    const vid = this.view.serverVid(id);
    // What the server has deleted meanwhile needs no second request, which it would refuse.
    if (vid === undefined) this.hidden.delete(id);
    else void this.send(id, vids.includes(vid) ? vid : vids[0]);
  }

  private async send(id: string, base_vid = this.hidden.get(id)?.vids[0]): Promise<void> {
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
    const owed = [...this.hidden.values(), ...sent.flatMap(({ args }) => this.known.get(args.id) ?? [])];
    const text = JSON.stringify(owed);
    if (text === this.noted) return;
    this.noted = text;
    this.notes.write(owed);
  }
}
