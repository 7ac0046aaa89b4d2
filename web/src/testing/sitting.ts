import { Editing } from "@/features/composer/editing";
import type { Journal } from "@/features/composer/journal";
import type { EntryRow } from "@/sync/rows";
import { ManualClock } from "@/sync/testing/clock";

/** An entry as the server has it, with `change`. */
export const row = (change: Partial<EntryRow> = {}): EntryRow => ({
  id: "e",
  vid: "x.1",
  conflict_of: null,
  device: null,
  text_at: "2026-01-01T00:00:00Z",
  title: "",
  text: "before",
  mood: null,
  tags: [],
  people: [],
  private: false,
  status: "draft",
  written_at: "2026-01-01T00:00:00Z",
  word_count: 1,
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
  ...change,
});

/** A journal that notes what is handed to it, and a clock by hand. */
export class Sitting {
  readonly clock = new ManualClock();
  /** What was written, oldest first. Empty it to look at what follows alone. */
  written: object[] = [];
  /** Until when sending each of them may wait, counted from now. */
  waits: (number | undefined)[] = [];
  /** What is set aside, by its id. */
  readonly asides = new Map<string, object>();
  /** Whether the journal outlives the page. */
  isKept = false;
  /** The version that was discarded. */
  givenUp: string | undefined;
  private mid = 0;

  readonly journal: Journal = {
    createEntry: async (args, due) => this.note({ create: args }, due),
    editEntry: async (args, due) => this.note({ edit: args }, due),
    setEntry: async (args, due) => this.note({ set: args }, due),
    isKept: () => this.isKept,
    isGivenUp: (vid) => this.givenUp === vid,
    setAside: async (mutation, why, id) => void this.asides.set(id, { aside: mutation, why }),
    strike: async (id) => void this.asides.delete(id),
    sendNow: async () => {
      this.waits = this.waits.map(() => undefined);
    },
  };

  /** Someone begins an entry, or goes on with one. */
  open(entry?: EntryRow): Editing {
    return new Editing(this.journal, this.clock, "e", entry);
  }

  private note(what: object, due?: number): string {
    this.written.push(what);
    this.waits.push(due && due - this.clock.now());
    this.mid += 1;
    return `mine.${this.mid}`;
  }
}
