import { isAside } from "./aside";
import { entriesIn, isKeeping } from "./keeping";
import type { NotAccepted, Outgoing } from "./mutations";
import { subjectOf } from "./mutations";
import { idsOf, type Overlay, overlay } from "./optimistic";
import { NewestFirst } from "./order";
import {
  type AnalysisRow,
  type EntryRow,
  type PersonRow,
  type PreferencesRow,
  type RowData,
  rowKey,
  type Table,
} from "./rows";
import type { HeldRow, Meta, Store, StoreChange } from "./store";

/** Where the words of an entry are: only in this tab, on this device, on their way, on the server, refused, or there twice. */
export type Saving = "local" | "kept" | "syncing" | "saved" | "rejected" | "conflict";

export type Entry = EntryRow & { readonly saving: Saving };

/**
 * The rows as the screen shows them. Objects and lists stay the same, by identity, until what they show has changed,
 * so that they can be handed to `useSyncExternalStore`.
 */
export class View {
  private base = new Map<string, HeldRow>();
  /** Ids of conflicting copies by the id of their original. */
  private copies = new Map<string, Set<string>>();
  private over: Overlay = new Map();
  /** Entries that are there and not to be shown. */
  private hidden: ReadonlySet<string> = new Set();
  private state: Pick<StoreChange, "meta" | "outbox" | "not_accepted" | "isPartial"> | undefined;
  /** What is written outlives the tab. */
  private kept = false;
  /** There is a link, so what was sent is on its way. */
  private connected = false;
  /** Rows by `table/id` and lists by table, as they were last handed out. */
  private readonly shown = new Map<string, unknown>();
  /** What was shown before it was touched, to be shown again if nothing has come of that. */
  private readonly before = new Map<string, unknown>();
  private readonly order = new NewestFirst<Entry>();
  private readonly listeners = new Set<() => void>();

  /** Follows `store`; returns how to stop. */
  follow(store: Store): () => void {
    return store.watch((change) => {
      this.kept = store.isKept;
      this.apply(change);
    });
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get meta(): Meta | undefined {
    return this.state?.meta;
  }
  get outbox(): readonly Outgoing[] {
    return this.state?.outbox ?? NOTHING;
  }
  get notAccepted(): readonly NotAccepted[] {
    return this.state?.not_accepted ?? NOTHING;
  }

  /** Everything has arrived once. */
  get isComplete(): boolean {
    return (this.meta?.epoch ?? 0) > 0 && !this.state?.isPartial;
  }

  entry(id: string): Entry | undefined {
    return this.show(rowKey("entry", id), () => {
      const row = this.data("entry", id);
      return row && { ...row, saving: this.saving(row) };
    });
  }
  analysis(id: string): AnalysisRow | undefined {
    return this.data("analysis", id);
  }
  /** In no particular order. */
  analyses(): readonly AnalysisRow[] {
    return this.list("analysis", (ids) => ids.flatMap((id) => this.data("analysis", id) ?? []));
  }
  /** Newest first. */
  entries(): readonly Entry[] {
    return this.order.update((id) => this.entry(id));
  }
  people(): readonly PersonRow[] {
    return this.list("person", (ids) => {
      const rows = ids.flatMap((id) => this.data("person", id) ?? []);
      return rows.sort((a, b) => a.name.localeCompare(b.name));
    });
  }
  preferences(): PreferencesRow | undefined {
    return this.list("preferences", (ids) => ids.flatMap((id) => this.data("preferences", id) ?? []))[0];
  }

  /** Another version of the same entry that is still there, if it was kept twice: the original where there is a choice. */
  otherVersion(id: string): string | undefined {
    const row = this.data("entry", id);
    return this.versions(id).find((other) => other !== id && isCopyBeside(row, this.data("entry", other)));
  }
  /** Whether a result of comparing this version with another is on its way. */
  isKeeping(id: string): boolean {
    return isKeeping(this.meta?.keeping, id);
  }
  /** The text version of an entry as the server has it, shown or not; none if it is not there. */
  serverVid(id: string): string | undefined {
    return (this.base.get(rowKey("entry", id))?.d as EntryRow | undefined)?.vid;
  }

  /** Shows all entries but these. */
  hide(hidden: ReadonlySet<string>): void {
    this.hidden = hidden;
    this.redraw();
    this.tell();
  }

  setConnected(connected: boolean): void {
    this.connected = connected;
    for (const item of this.outbox) this.touch(subjectOf(item));
    this.tell();
  }

  private apply(change: StoreChange): void {
    const previous = this.state;
    this.state = change;
    if (change.cleared) {
      for (const key of [...this.base.keys(), ...this.shown.keys()]) this.touch(key);
      this.base = new Map();
      this.copies = new Map();
    }
    for (const [key, row] of change.rows) this.hold(key, row);
    this.redraw();
    const [before, now] = [previous?.meta.keeping, change.meta.keeping];
    if (before !== now) for (const key of entriesIn(before, now)) this.touch(key);
    for (const items of [previous?.outbox, change.outbox, previous?.not_accepted, change.not_accepted]) {
      for (const item of items ?? NOTHING) this.touch(subjectOf(item));
    }
    this.tell();
  }

  /** Lays the waiting changes over the rows anew. */
  private redraw(): void {
    const before = this.over;
    const over = overlay(this.base, this.outbox, this.meta?.client_id ?? "");
    for (const id of this.hidden) for (const t of ["entry", "analysis"]) over.set(rowKey(t, id), undefined);
    this.over = over;
    for (const keys of [before.keys(), over.keys()]) for (const key of keys) this.touch(key);
  }

  private hold(key: string, row: HeldRow | undefined): void {
    this.noteCopy(this.base.get(key), (copies, id) => copies.delete(id));
    this.noteCopy(row, (copies, id) => copies.add(id));
    if (row) this.base.set(key, row);
    else this.base.delete(key);
    this.touch(key);
  }

  /** A copy changes how the other versions are shown, too. */
  private noteCopy(row: HeldRow | undefined, note: (copies: Set<string>, id: string) => void): void {
    const original = row?.t === "entry" && (row.d as EntryRow).conflict_of;
    if (!row || !original) return;
    const copies = this.copies.get(original) ?? new Set();
    note(copies, row.id);
    this.copies.set(original, copies);
    this.touch(rowKey("entry", original));
  }

  /** A row may look different from now on, and so may the list it is in. */
  private touch(key: string): void {
    const [table = "", id = ""] = key.split("/", 2);
    const ids = table === "entry" ? this.versions(id) : [];
    for (const version of ids) this.order.touch(version);
    for (const it of [key, table, ...ids.map((version) => rowKey("entry", version))]) {
      if (this.shown.has(it)) this.before.set(it, this.shown.get(it));
      this.shown.delete(it);
    }
  }

  /** Ids of an entry, its original and the copies of either, whether they are there or not. */
  private versions(id: string): string[] {
    const original = (this.base.get(rowKey("entry", id))?.d as EntryRow | undefined)?.conflict_of ?? id;
    const copies = [original, id].flatMap((it) => [...(this.copies.get(it) ?? NOTHING)]);
    return [...new Set([original, id, ...copies])];
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private data<T extends Table>(t: T, id: string): RowData[T] | undefined {
    const key = rowKey(t, id);
    // Rows of known tables were checked when they arrived (protocol.ts).
    return (this.over.has(key) ? this.over.get(key) : this.base.get(key)?.d) as RowData[T] | undefined;
  }

  private show<T extends object | undefined>(key: string, make: () => T): T {
    if (!this.shown.has(key)) {
      const [made, last] = [make(), this.before.get(key) as T];
      this.before.delete(key);
      this.shown.set(key, isSame(made, last) ? last : made);
    }
    return this.shown.get(key) as T;
  }

  private list<T>(t: Table, make: (ids: string[]) => T[]): readonly T[] {
    return this.show(t, () => make(idsOf(this.base, this.over, t)));
  }

  private isOnItsWay(item: Outgoing): boolean {
    return item.stage === "answered" || (item.stage === "sent" && this.connected);
  }

  private saving(row: EntryRow): Saving {
    const subject = rowKey("entry", row.id);
    const waiting = this.outbox.filter((item) => subjectOf(item) === subject);
    if (waiting.length > 0 && waiting.every((item) => this.isOnItsWay(item))) return "syncing";
    if (waiting.length > 0) return this.kept ? "kept" : "local";
    // Words that were set aside have never been an entry's.
    if (this.notAccepted.some((item) => subjectOf(item) === subject && !isAside(item))) return "rejected";
    return this.otherVersion(row.id) && !this.isKeeping(row.id) ? "conflict" : "saved";
  }
}

const NOTHING: readonly never[] = [];

/** Whether one is a conflicting copy of the other, or both are copies of a third one. */
function isCopyBeside(a: EntryRow | undefined, b: EntryRow | undefined): boolean {
  if (!a || !b) return false;
  return (
    a.conflict_of === b.id || b.conflict_of === a.id || (a.conflict_of !== null && a.conflict_of === b.conflict_of)
  );
}

/** Whether two rows have the same fields, or two lists the same rows, by identity. */
function isSame(a: object | undefined, b: object | undefined): boolean {
  if (!a || !b) return a === b;
  const [fields, others] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return fields.length === others.size && fields.every(([name, value]) => others.get(name) === value);
}
