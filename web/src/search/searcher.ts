import type { EntryRow, PersonRow } from "@/sync/rows";
import type { Writing } from "./index";
import type { Term } from "./query";
import type { Answer, Request } from "./worker";

/** The journal, as far as a search looks at it. Objects stay the same until they change. */
export interface Journal {
  subscribe(listener: () => void): () => void;
  entries(): readonly EntryRow[];
  people(): readonly PersonRow[];
  /** All of it is here. */
  readonly isComplete: boolean;
}

/** The way to an index that runs elsewhere. */
export interface Port {
  post(request: Request): void;
  onAnswer(listener: (answer: Answer) => void): void;
  /** The index could not be loaded, or has broken down. */
  onFailure(listener: () => void): void;
  close(): void;
}

export interface World {
  openPort(): Port;
  /** Runs `work` when nothing else is to be done; returns how to call it off. */
  whenIdle(work: () => void): () => void;
}

/** What is known of a search. */
export interface SearchState {
  /** What was looked for; nothing has been found yet without it. */
  terms: readonly Term[] | undefined;
  /** How far each entry that fits is from the best hit, by its id. */
  ranks: ReadonlyMap<string, number>;
  /** The whole journal was looked through. */
  isComplete: boolean;
  hasFailed: boolean;
}

/** Nobody has searched for anything. */
export const IDLE: SearchState = { terms: undefined, ranks: new Map(), isComplete: false, hasFailed: false };

/** Entries that are handed over at a time, so that no key waits. */
const SLICE = 100;

/** Keeps an index in step with the journal, in small slices, and asks it. What it holds is only in memory. */
export class Searcher {
  private state: SearchState = IDLE;
  private port: Port | undefined;
  /** What the index has, or is about to have, of each entry. */
  private readonly held = new Map<string, { entry: EntryRow; writing: Writing }>();
  private seen: { entries?: readonly EntryRow[]; people?: readonly PersonRow[] } = {};
  private todo: Writing[] = [];
  private stopWaiting: (() => void) | undefined;
  private terms: readonly Term[] | undefined;
  private turn = 0;
  /** The question that was not answered yet: what it was, and whether it will have seen everything. */
  private asked: { terms: readonly Term[]; isComplete: boolean } | undefined;
  private hasNews = false;
  private readonly listeners = new Set<() => void>();
  private readonly stopFollowing: () => void;

  constructor(
    private readonly journal: Journal,
    private readonly world: World,
  ) {
    this.stopFollowing = journal.subscribe(() => this.plan());
    this.plan();
  }

  get current(): SearchState {
    return this.state;
  }

  /** Looks for `terms`, now and after every change, as long as somebody listens. */
  follow(terms: readonly Term[], listener: () => void): () => void {
    this.listeners.add(listener);
    this.terms = terms;
    this.hasNews = true;
    this.ask();
    return () => {
      this.listeners.delete(listener);
      if (this.terms === terms) this.terms = undefined;
    };
  }

  /** Starts again after a failure. */
  retry(): void {
    this.port?.close();
    this.port = undefined;
    this.asked = undefined;
    this.held.clear();
    this.seen = {};
    this.become({ ...this.state, hasFailed: false });
    this.plan();
  }

  /** Forgets everything. */
  stop(): void {
    this.stopFollowing();
    this.stopWaiting?.();
    this.port?.close();
    this.held.clear();
    this.state = IDLE;
  }

  private plan(): void {
    this.stopWaiting ??= this.world.whenIdle(() => {
      this.stopWaiting = undefined;
      this.work();
    });
  }

  /** Hands one slice over, and plans the next. */
  private work(): void {
    if (this.state.hasFailed) return;
    const drop = this.compare();
    const put = this.todo.splice(0, SLICE);
    if (put.length > 0 || drop.length > 0) {
      this.index().post({ kind: "change", put, drop });
      this.hasNews = true;
    }
    if (this.todo.length > 0) this.plan();
    if (this.hasAll && !this.state.isComplete) this.hasNews = true;
    this.ask();
  }

  /** Finds what has changed since the last time; returns the ids of what is gone. */
  private compare(): string[] {
    const [entries, people] = [this.journal.entries(), this.journal.people()];
    if (entries === this.seen.entries && people === this.seen.people) return [];
    const names = new Map(people.map(({ id, name }) => [id, name]));
    const isRenamed = people !== this.seen.people;
    this.seen = { entries, people };
    const there = new Set<string>();
    const changed = new Map(this.todo.map((writing) => [writing.id, writing]));
    for (const entry of entries) {
      there.add(entry.id);
      const before = this.held.get(entry.id);
      if (before?.entry === entry && !isRenamed) continue;
      const writing = writingOf(entry, names);
      this.held.set(entry.id, { entry, writing });
      if (!isSame(before?.writing, writing)) changed.set(entry.id, writing);
    }
    const gone = [...this.held.keys()].filter((id) => !there.has(id));
    for (const id of gone) {
      this.held.delete(id);
      changed.delete(id);
    }
    this.todo = [...changed.values()];
    return gone;
  }

  /** Whether the index has, or is about to have, the whole journal. */
  private get hasAll(): boolean {
    return this.journal.isComplete && this.todo.length === 0 && !this.stopWaiting;
  }

  private ask(): void {
    if (!this.terms || !this.hasNews || this.asked || this.state.hasFailed) return;
    this.hasNews = false;
    this.asked = { terms: this.terms, isComplete: this.hasAll };
    this.turn += 1;
    this.index().post({ kind: "find", turn: this.turn, terms: this.terms });
  }

  private index(): Port {
    if (!this.port) {
      const port = this.world.openPort();
      port.onAnswer((answer) => port === this.port && this.answered(answer));
      port.onFailure(() => port === this.port && this.become({ ...this.state, hasFailed: true }));
      this.port = port;
    }
    return this.port;
  }

  private answered({ turn, found: { ids, ranks } }: Answer): void {
    if (!this.asked || turn !== this.turn) return;
    const { terms, isComplete } = this.asked;
    this.asked = undefined;
    this.become({ ...this.state, terms, isComplete, ranks: new Map(ids.map((id, at) => [id, ranks[at] ?? 0])) });
    this.ask();
  }

  private become(state: SearchState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

function writingOf({ id, title, text, tags, people }: EntryRow, names: ReadonlyMap<string, string>): Writing {
  return { id, title, text, labels: [...tags, ...people.flatMap((person) => names.get(person) ?? [])] };
}

function isSame(a: Writing | undefined, b: Writing): boolean {
  if (a?.title !== b.title || a.text !== b.text || a.labels.length !== b.labels.length) return false;
  return a.labels.every((label, at) => label === b.labels[at]);
}
