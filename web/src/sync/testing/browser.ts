import type { Link } from "../desk";
import { Engine } from "../engine";
import { newId } from "../ids";
import { MemoryStore } from "../memory";
import type { NewMutation } from "../mutations";
import type { Request, SyncFrame } from "../protocol";
import { View } from "../view";
import { type ManualClock, type SeededRandom, settled } from "./clock";

/** Where a browser's requests go. */
export type Wire = (request: Request, from: Browser) => void;

/** One browser without its sockets: store, view and engine over a link that the test controls. */
export class Browser {
  readonly store: MemoryStore;
  readonly view = new View();
  readonly engine: Engine;
  readonly faults: unknown[] = [];
  /** The last word of every text that was typed here, in order. */
  readonly typed: string[] = [];
  connected = false;

  constructor(
    readonly name: string,
    clock: ManualClock,
    random: SeededRandom,
    private readonly wire: Wire,
    readonly live: boolean,
    /** The client id it begins with, if it is another browser's. */
    cloned?: string,
  ) {
    let first = cloned;
    this.store = new MemoryStore(() => {
      const id = first ?? newId(clock, random);
      first = undefined;
      return id;
    });
    this.view.follow(this.store);
    this.engine = new Engine({
      store: this.store,
      clock,
      newId: () => newId(clock, random),
      onFault: (error) => this.faults.push(error),
    });
  }

  async connect(seq: number): Promise<void> {
    this.connected = true;
    const link: Link = {
      live: this.live,
      send: (request) => this.wire(request, this),
      restart: () => void this.connect(0),
    };
    await this.engine.up(link, seq);
    await settled();
  }

  async disconnect(): Promise<void> {
    this.connected = false;
    await this.engine.down();
    await settled();
  }

  async receive(frame: SyncFrame, client_id: string): Promise<void> {
    await this.engine.receive(frame, client_id);
    await settled();
  }

  async mutate(mutation: NewMutation): Promise<string> {
    const vid = await this.engine.mutate(mutation);
    await settled();
    return vid;
  }
}
