/** Looks over a device's shoulder: what it has once held it must go on holding, and nothing of anybody else. */

import { textOf } from "@/sync/mutations";
import type { EntryRow } from "@/sync/rows";
import type { HeldRow, StoreChange } from "@/sync/store";
import type { Entry, View } from "@/sync/view";
import { tokensIn } from "./text";

/** Which tokens are where. */
class Places {
  private readonly tokens = new Map<string, Set<string>>();
  private readonly places = new Map<string, Set<string>>();

  has(token: string): boolean {
    return (this.places.get(token)?.size ?? 0) > 0;
  }

  get all(): string[] {
    return [...this.tokens.keys()];
  }

  /** Answers the tokens that are no longer in this place. */
  put(place: string, tokens: readonly string[]): string[] {
    const [before, now] = [this.tokens.get(place) ?? new Set<string>(), new Set(tokens)];
    if (now.size > 0) this.tokens.set(place, now);
    else this.tokens.delete(place);
    for (const token of now) this.places.set(token, (this.places.get(token) ?? new Set()).add(place));
    const gone = [...before].filter((token) => !now.has(token));
    for (const token of gone) this.places.get(token)?.delete(place);
    return gone;
  }
}

export class Watch {
  private position = { cookie: 0, epoch: 0 };
  /** What is in the rows and in the outbox: all of it stays, somewhere. */
  private readonly held = new Places();
  private inQuestion: string[] = [];
  /**
   * What this device has written, as it is shown. What others have written may be hidden for a while behind a text that
   * was typed over an older one.
   */
  private readonly shown = new Places();
  private entries = new Map<string, Entry>();
  private list: readonly Entry[] = [];

  /** `own`: how tokens of this device begin, the user's letter first. */
  constructor(
    private readonly own: string,
    private readonly wrong: (what: string) => void,
  ) {}

  /** Takes in what a store tells. */
  hold(change: StoreChange): void {
    const outbox = new Map(change.outbox.map((item) => [`outbox/${item.mid}`, tokensIn(textOf(item))]));
    const rows = new Map([...change.rows].map(([key, row]) => [`rows/${key}`, this.tokensOf(row)]));
    const isOver = (place: string) => (place.startsWith("outbox/") ? !outbox.has(place) : change.cleared);
    for (const place of this.held.all) if (isOver(place)) this.inQuestion.push(...this.held.put(place, []));
    for (const [place, tokens] of [...rows, ...outbox]) this.inQuestion.push(...this.held.put(place, tokens));
    // There is more to be read.
    if (change.isPartial) return;
    const lost = this.inQuestion.filter((token) => !this.held.has(token));
    this.inQuestion = [];
    if (lost.length > 0) this.wrong(`no longer holds ${lost.join(" ")}`);
    this.move(change.meta);
  }

  private tokensOf(row: HeldRow | undefined): string[] {
    const tokens = row?.t === "entry" ? tokensIn((row.d as EntryRow).text) : [];
    const foreign = tokens.find((token) => token[0] !== this.own[0]);
    if (foreign) this.wrong(`holds ${foreign}`);
    return tokens;
  }

  private move({ cookie, epoch }: { cookie: number; epoch: number }): void {
    const { position } = this;
    const isRight = position.epoch === 0 || (epoch === position.epoch && cookie >= position.cookie);
    if (!isRight) this.wrong(`went from ${JSON.stringify(position)} to ${JSON.stringify({ cookie, epoch })}`);
    this.position = { cookie, epoch };
  }

  /** Looks at what is on the screen. */
  look(view: View): void {
    if (!view.isComplete) return;
    const list = view.entries();
    if (list === this.list) return;
    const [before, entries] = [this.entries, new Map(list.map((entry) => [entry.id, entry]))];
    [this.list, this.entries] = [list, entries];
    const gone: string[] = [];
    for (const id of before.keys()) if (!entries.has(id)) gone.push(...this.shown.put(id, []));
    for (const [id, entry] of entries)
      if (before.get(id) !== entry) gone.push(...this.shown.put(id, this.ownIn(entry)));
    const lost = gone.filter((token) => !this.shown.has(token));
    if (lost.length > 0) this.wrong(`no longer shows ${lost.join(" ")}`);
  }

  private ownIn(entry: Entry): string[] {
    return tokensIn(entry.text).filter((token) => token.startsWith(this.own));
  }
}
