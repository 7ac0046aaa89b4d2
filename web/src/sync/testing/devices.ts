import "fake-indexeddb/auto";
import { Database, type Sealed } from "../device/database";
import { DeviceStore } from "../device/store";
import { Browser, type BrowserWorld, memoryStore, namesFrom } from "./browser";

type TabWorld = Omit<BrowserWorld, "store"> & {
  /** Puts a message on its way between tabs. */
  post(deliver: () => Promise<void>): void;
};

/** One browser as its user sees it: its tabs, and what they keep together. */
export abstract class Device {
  readonly tabs: Browser[] = [];
  /** The last word of every text that was typed here and is stored: in order, those of one moment together. */
  readonly typed: string[][] = [];
  /** How many tabs have died. */
  deaths = 0;

  constructor(readonly name: string) {}

  /** The tab that talks to the server. */
  get leader(): Browser | undefined {
    return this.tabs[0];
  }

  /** Opens another tab. */
  abstract open(): Promise<Browser>;
  /** The tab will die after so many more accesses to the database, in the midst of whatever it does then. */
  abstract doom(tab: Browser, accesses: number): void;
  /** No tab is doomed any more. */
  abstract spare(): void;
  /** Resolves when `work` is done, or when the tab that does it has died; tells which. */
  abstract survives(tab: Browser, work: Promise<unknown>): Promise<boolean>;
  abstract end(): Promise<void>;
}

/** A browser that keeps nothing: one tab, as long as it is open. */
export class PassingDevice extends Device {
  constructor(name: string, world: TabWorld, cloned?: string) {
    super(name);
    this.tabs.push(new Browser(name, { ...world, store: memoryStore(world.clock, world.random, cloned) }));
  }

  open(): never {
    throw new Error("another tab would be another device");
  }
  doom(): void {
    // What it holds ends with it, by agreement.
  }
  spare(): void {
    // It was not doomed.
  }
  async survives(_: Browser, work: Promise<unknown>): Promise<boolean> {
    await work;
    return true;
  }
  async end(): Promise<void> {
    // Nothing is left of it.
  }
}

/** A browser that keeps the journal, and whose tabs can die at any moment. */
export class OwnDevice extends Device {
  private readonly lives = new Map<Browser, Life>();
  private readonly newClientId: () => string;

  private constructor(
    name: string,
    private readonly world: TabWorld,
    private readonly database: Database,
    private readonly databaseName: string,
    cloned?: string,
  ) {
    super(name);
    this.newClientId = namesFrom(world.clock, world.random, cloned);
  }

  static async make(name: string, world: TabWorld, cloned?: string): Promise<OwnDevice> {
    databases += 1;
    const databaseName = `campaign-${databases}`;
    const database = await Database.open(databaseName);
    await database.replace({ format: 1, user: name, key: undefined }, new Map(), 0);
    return new OwnDevice(name, world, database, databaseName, cloned);
  }

  async open(): Promise<Browser> {
    const life = new Life();
    const { database } = this;
    let opened: DeviceStore | undefined;
    const store = await DeviceStore.open({
      database: {
        some: (choose) => life.live(() => database.some(choose)),
        since: (version) => life.live(() => database.since(version)),
        commit: (...args) => life.live(() => database.commit(...args)),
      },
      vault: PLAIN,
      newClientId: this.newClientId,
      leads: () => this.leader?.store === opened,
      breathe: async () => undefined,
      changed: () => this.tellOthers(opened),
      onDetached: (error) => {
        throw error;
      },
      delete: async () => undefined,
    });
    opened = store;
    const tab = new Browser(this.name, { ...this.world, store });
    this.tabs.push(tab);
    this.lives.set(tab, life);
    void life.end.then(() => {
      this.deaths += 1;
      tab.connected = false;
      this.tabs.splice(this.tabs.indexOf(tab), 1);
    });
    return tab;
  }

  doom(tab: Browser, accesses: number): void {
    this.lives.get(tab)?.endAfter(accesses);
  }

  spare(): void {
    for (const life of this.lives.values()) life.endAfter(Number.POSITIVE_INFINITY);
  }

  survives(tab: Browser, work: Promise<unknown>): Promise<boolean> {
    const end = this.lives.get(tab)?.end ?? Promise.resolve();
    return Promise.race([work.then(() => true), end.then(() => false)]);
  }

  async end(): Promise<void> {
    this.database.close();
    await Database.delete(this.databaseName);
  }

  private tellOthers(store: DeviceStore | undefined): void {
    for (const tab of this.tabs) {
      if (tab.store === store) continue;
      this.world.post(async () => void (await this.survives(tab, tab.store.refresh())));
    }
  }
}

let databases = 0;

/** Lets work go through until its time has come; from then on nothing ever comes to an end. */
class Life {
  readonly end: Promise<void>;
  private left = Number.POSITIVE_INFINITY;
  private die: () => void = () => undefined;

  constructor() {
    this.end = new Promise((resolve) => {
      this.die = resolve;
    });
  }

  endAfter(accesses: number): void {
    this.left = accesses;
    if (accesses === 0) this.die();
  }

  /** An access counts before and after: a tab can die knowing nothing of what it has just written. */
  async live<T>(work: () => Promise<T>): Promise<T> {
    await this.step();
    const value = await work();
    await this.step();
    return value;
  }

  private async step(): Promise<void> {
    this.left -= 1;
    if (this.left > 0) return;
    this.die();
    await new Promise(() => undefined);
  }
}

/** Seals nothing: what the vault does has tests of its own, and a schedule must take the same course each time. */
const PLAIN = {
  seal: async (_: string, value: unknown): Promise<Sealed> => {
    return { iv: new Uint8Array(), data: new TextEncoder().encode(JSON.stringify(value)).buffer };
  },
  open: async (_: string, { data }: Sealed): Promise<unknown> => JSON.parse(new TextDecoder().decode(data)),
};
