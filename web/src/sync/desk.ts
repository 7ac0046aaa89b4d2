import type { Cancel, Clock } from "./environment";
import type { Request } from "./protocol";
import type { Store } from "./store";

/** An answer later than this is not waited for: the question is asked again. */
const ANSWER_MS = 10_000;

/** A working connection to the server. */
export interface Link {
  /** Deltas arrive without being asked for. */
  readonly live: boolean;
  send(request: Request): void;
  /** Connect again: this browser has a new client id. */
  restart(): void;
}

export interface DeskWorld {
  store: Store;
  clock: Clock;
  newId(): string;
  /** Something that should be impossible. */
  onFault(error: unknown): void;
}

/** What pushing and pulling share: the store, the link while there is one, and a queue that works everything off in turn. */
export class Desk {
  link: Link | undefined;
  readonly store: Store;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly world: DeskWorld) {
    this.store = world.store;
  }

  newId(): string {
    return this.world.newId();
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.world.clock.now();
  }

  clientId(): Promise<string> {
    return this.store.write(async (tx) => (await tx.meta()).client_id);
  }

  /** Runs `run` after everything before it has come to its end. */
  inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.last.then(run);
    this.last = turn.catch((error: unknown) => this.world.onFault(error));
    return turn;
  }

  later(ms: number, run: () => Promise<void>): Cancel {
    return this.world.clock.after(ms, () => void this.inTurn(run));
  }

  /** Runs `run` when an answer has not come in time. */
  giveUp(run: () => Promise<void>): Cancel {
    return this.later(ANSWER_MS, run);
  }
}
