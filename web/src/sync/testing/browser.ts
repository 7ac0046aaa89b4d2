import type { Link } from "../desk";
import { Engine } from "../engine";
import { newId } from "../ids";
import { MemoryStore } from "../memory";
import type { NewMutation, Seen } from "../mutations";
import type { Request, SyncFrame } from "../protocol";
import type { Store } from "../store";
import { View } from "../view";
import { type ManualClock, type SeededRandom, settled } from "./clock";

/** Where a browser's requests go. */
export type Wire = (request: Request, from: Browser) => void;

export interface BrowserWorld {
  clock: ManualClock;
  random: SeededRandom;
  wire: Wire;
  live: boolean;
  store: Store;
}

/** One tab of a browser without its sockets: store, view and engine over a link that the test controls. */
export class Browser {
  readonly store: Store;
  readonly view = new View();
  readonly engine: Engine;
  readonly faults: unknown[] = [];
  readonly live: boolean;
  connected = false;

  constructor(
    readonly name: string,
    private readonly world: BrowserWorld,
  ) {
    const { clock, random, store } = world;
    this.store = store;
    this.live = world.live;
    this.view.follow(this.store);
    this.engine = new Engine({
      store,
      clock,
      newId: () => newId(clock, random),
      onFault: (error) => this.faults.push(error),
    });
  }

  async connect(seq: number): Promise<void> {
    this.connected = true;
    const link: Link = {
      live: this.live,
      send: (request) => this.world.wire(request, this),
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

  /** `due`: until when sending may wait. */
  async mutate(mutation: NewMutation, seen?: Seen, due?: number): Promise<string> {
    const vid = await this.engine.mutate(mutation, seen, due);
    await settled();
    return vid;
  }

  /** Everything that was asked of it is done. */
  async rest(): Promise<void> {
    await this.engine.edit(async () => undefined);
    await settled();
  }
}

/** A store in memory, under `cloned` if it is another browser's name that it begins with. */
export function memoryStore(clock: ManualClock, random: SeededRandom, cloned?: string): MemoryStore {
  return new MemoryStore(namesFrom(clock, random, cloned));
}

export function namesFrom(clock: ManualClock, random: SeededRandom, first?: string): () => string {
  let next = first;
  return () => {
    const id = next ?? newId(clock, random);
    next = undefined;
    return id;
  };
}
