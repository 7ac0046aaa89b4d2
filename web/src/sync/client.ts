import { isAside, setAside } from "./aside";
import { ConnectionMonitor, type LinkFacts } from "./connection";
import { Connector, type ConnectorWorld, type GetToken } from "./connector";
import { type DeletionNotes, Deletions } from "./deletions";
import type { Discarded } from "./discards";
import { Engine } from "./engine";
import type { Clock, Random } from "./environment";
import { newId } from "./ids";
import { type Keeping, noteKeeping, strikeKeeping } from "./keeping";
import { isWithdrawn, type NewMutation, type NotAccepted, type Outgoing, type Seen } from "./mutations";
import { currentVid } from "./outbox";
import { forgetRows } from "./settle";
import type { Greeting } from "./socket";
import type { Store } from "./store";
import type { TabMessage, Tabs } from "./tabs";
import { View } from "./view";

export interface ClientWorld extends Omit<ConnectorWorld, "greeting"> {
  clock: Clock;
  random: Random;
  getToken: GetToken;
  store: Store;
  /** The tabs it shares the store with; without them it is alone. */
  tabs?: Tabs;
  deletionNotes: DeletionNotes;
  /** What the browser says about its network. */
  online(): boolean;
  onNotAccepted(items: readonly NotAccepted[]): void;
  onFault(error: unknown): void;
}

/** How long someone who signs out may have to wait for a deletion to arrive. */
const DELETION_MS = 5_000;

/** How long an attempt to reach the server is waited for. */
const TRY_MS = 10_000;

/** Rarely needed, so not a part of the first page. */
export const loadDiscards = () => import("./discards");

/** Everything that keeps one signed-in browser in step: store, view, engine and connection. */
export class Client {
  readonly view = new View();
  readonly monitor: ConnectionMonitor;
  readonly deletions: Deletions;
  private readonly engine: Engine;
  private readonly connector: Connector;
  private link: LinkFacts = { link: "connecting", failures: 0, full: false };
  /** The refusals that were told of: one that was given up and taken up again is no news. */
  private readonly told = new Set<string>();
  /** Told of every change of the link. */
  private readonly tries = new Set<() => void>();
  /** Whether it is this tab that talks to the server. */
  private leads = false;
  private isOver = false;
  /** The name under which it has last spoken to the server. */
  private greeted: string | undefined;
  private leaveTabs: () => void = () => undefined;
  private readonly unfollow: () => void;
  private readonly unsubscribe: () => void;

  constructor(private readonly world: ClientWorld) {
    const { store, clock, random, onFault } = world;
    this.monitor = new ConnectionMonitor(clock);
    this.engine = new Engine({
      store,
      clock,
      newId: () => newId(clock, random),
      onFault,
    });
    this.connector = new Connector(
      { ...world, greeting: () => this.greeting() },
      {
        up: (link, seq) => {
          this.view.setConnected(true);
          void this.engine.up(link, seq);
        },
        down: () => {
          this.view.setConnected(false);
          void this.engine.down();
        },
        frame: (frame, client_id) => void this.engine.receive(frame, client_id),
        poll: () => void this.engine.pull(),
        state: (link) => {
          this.link = link;
          this.world.tabs?.tell({ type: "link", link });
          this.report();
          for (const look of this.tries) look();
        },
      },
    );
    this.deletions = new Deletions(this.view, (mutation) => this.mutate(mutation), world.deletionNotes);
    this.unfollow = this.view.follow(store);
    this.unsubscribe = this.view.subscribe(() => this.noticed());
  }

  /** Whether what is written outlives the tab. */
  get isKept(): boolean {
    return this.world.store.isKept;
  }

  /** Whether something would be lost if the page were closed now: a held deletion can be sent in its last moment. */
  get isOwing(): boolean {
    if (this.isKept) return false;
    const isSendable = this.monitor.current.state === "up_to_date";
    return this.unsent.length > 0 || this.view.notAccepted.some(isAside) || (this.deletions.areOwed && !isSendable);
  }

  /** Whether there are changes that the server has not got, or has refused, and that nothing else has. */
  get holdsUnsaved(): boolean {
    return !this.isKept && (this.unsent.length > 0 || this.view.notAccepted.length > 0);
  }

  private get unsent(): readonly Outgoing[] {
    return this.view.outbox.filter((item) => !isWithdrawn(item));
  }

  start(): void {
    const { tabs } = this.world;
    if (!tabs || !this.isKept) return void this.lead();
    this.leaveTabs = tabs.join({ lead: () => void this.lead(), hear: (message) => this.hear(message) });
  }

  /** Ends the connection; the store stays as it is. */
  async pause(): Promise<void> {
    await this.end();
    this.unfollow();
  }

  /** Ends the connection and forgets everything that was held; what is noted of deletions stays for the user's return. */
  async stop(): Promise<void> {
    await this.end();
    await this.world.store.wipe();
    this.unfollow();
  }

  private async end(): Promise<void> {
    this.isOver = true;
    this.leads = false;
    this.unsubscribe();
    this.connector.stop();
    await this.engine.end();
    this.leaveTabs();
  }

  /** The user has come back, or the browser says that its network has changed. */
  wake(): void {
    this.report();
    if (this.leads) {
      this.connector.wake();
      void this.engine.pull();
    } else if (!this.isOver) {
      this.world.tabs?.tell({ type: "wake" });
    }
  }

  /** The browser says that its network is gone. */
  doubt(): void {
    if (this.leads) this.connector.doubt();
    this.report();
  }

  /** `seen`: what a text was typed over; `due`: until when it may wait, see {@link Engine.mutate}. */
  mutate(mutation: NewMutation, seen?: Seen, due?: number): Promise<string> {
    return this.engine.mutate(mutation, seen, due);
  }

  /** Keeps a change that cannot be sent as `id`, in place of one that has it; `detail`: why not, in words. */
  setAside(mutation: NewMutation, detail: string, id: string): Promise<void> {
    const made = { id, at: new Date(this.world.clock.now()).toISOString(), detail };
    return this.engine.edit((tx) => setAside(tx, mutation, made));
  }

  /** Sends what waits for more to be written. */
  sendNow(): Promise<void> {
    return this.engine.sendNow();
  }

  /** Resolves when everything that was asked for is in the store. */
  async rest(): Promise<void> {
    await this.engine.edit(async () => undefined);
  }

  /** Notes a result of a comparison that is on its way. */
  async noteKeeping(keeping: Keeping): Promise<void> {
    await this.engine.edit((tx) => noteKeeping(tx, keeping));
  }

  /** The result has come to its end. */
  async strikeKeeping(one: string): Promise<void> {
    await this.engine.edit((tx) => strikeKeeping(tx, one));
  }

  /** Notes whose journal it is. */
  async belongsTo(profile: unknown): Promise<void> {
    await this.engine.edit(async (tx) => {
      const meta = await tx.meta();
      if (JSON.stringify(meta.profile) !== JSON.stringify(profile)) await tx.setMeta({ ...meta, profile });
    });
  }

  /** Forgets the journal, but for what may be missing on the server: a session also ends when that was restored. */
  async forgetRows(): Promise<void> {
    await this.engine.edit(async (tx) => {
      await forgetRows(tx);
      const { profile: _, ...meta } = await tx.meta();
      await tx.setMeta(meta);
    });
  }

  /**
   * Sends a change that was not accepted once more; for one that waits, tries the connection. Answers whether the server
   * could be reached.
   */
  async retry(id: string): Promise<boolean> {
    const refused = this.view.notAccepted.find((item) => item.id === id);
    if (!refused) return this.try();
    const { discard, again } = await loadDiscards();
    await this.engine.edit(async (tx) => {
      // Another tab may have been first.
      if (await discard(tx, id)) await again(tx, refused, this.world.clock.now());
    });
    return true;
  }

  /** Gives a change up: one that was not accepted, or one that was never sent. Answers what {@link takeUp} takes. */
  discard(id: string): Promise<Discarded | undefined> {
    return loadDiscards().then(({ discard }) => this.engine.edit((tx) => discard(tx, id)));
  }

  /** Takes up again what was given up, here or where the journal was before. */
  async takeUp(discarded: Discarded): Promise<void> {
    const { takeUpOrAgain } = await loadDiscards();
    await this.engine.edit((tx) => takeUpOrAgain(tx, discarded, this.world.clock.now()));
  }

  /** Tries the connection, and answers how that went. */
  private try(): Promise<boolean> {
    const { failures } = this.link;
    return new Promise((resolve) => {
      const end = (isReached: boolean) => {
        stopWaiting();
        this.tries.delete(look);
        resolve(isReached);
      };
      const look = () => {
        if (this.link.link === "up") end(true);
        else if (this.link.link !== "connecting" || this.link.failures > failures) end(false);
      };
      const stopWaiting = this.world.clock.after(TRY_MS, () => end(false));
      this.tries.add(look);
      this.wake();
      look();
    });
  }

  /** Sends every deletion that could still be taken back; answers whether the server has them. */
  async finishDeletions(): Promise<boolean> {
    if (!this.deletions.areOwed) return true;
    await this.deletions.letAllGo();
    return new Promise((resolve) => {
      const end = (isDone: boolean) => {
        stopWaiting();
        unsubscribe();
        resolve(isDone);
      };
      const isOwed = () => this.deletions.areOwed || this.view.outbox.some(({ name }) => name === "entry.delete@1");
      const look = () => !isOwed() && end(true);
      const stopWaiting = this.world.clock.after(DELETION_MS, () => end(false));
      const unsubscribe = this.view.subscribe(look);
    });
  }

  /** The present name of a text version. */
  currentVid(vid: string): string {
    return this.view.meta ? currentVid(this.view.meta, vid) : vid;
  }

  /** Talks to the server from now on, going on where another tab has left off. */
  private async lead(): Promise<void> {
    if (this.leads || this.isOver) return;
    this.leads = true;
    await this.world.store.refresh();
    if (this.leads) this.connector.start();
  }

  private hear(message: TabMessage): void {
    if (message.type === "changed") void this.world.store.refresh();
    else if (message.type === "link" && !this.leads) this.follow(message.link);
    else if (message.type === "wake" && this.leads) this.wake();
    else if (message.type === "who_leads" && this.leads) this.world.tabs?.tell({ type: "link", link: this.link });
  }

  private follow(link: LinkFacts): void {
    this.link = link;
    this.view.setConnected(link.link === "up");
    this.report();
    for (const look of this.tries) look();
  }

  private greeting(): Greeting | undefined {
    if (!this.view.meta) return undefined;
    const { client_id, cookie, epoch } = this.view.meta;
    this.greeted = client_id;
    return { client_id, cookie, epoch };
  }

  private noticed(): void {
    if (!this.isKept) this.goAlone();
    this.report();
    this.deletions.update();
    const added = this.view.notAccepted.filter(({ id }) => !this.told.has(id));
    for (const { id } of added) this.told.add(id);
    if (added.length > 0) this.world.onNotAccepted(added);
  }

  /** Nothing more can be stored: this tab sees for itself, and another one for what is stored. */
  private goAlone(): void {
    this.leaveTabs();
    this.leaveTabs = () => undefined;
    if (!this.world.tabs) return;
    const isRenamed = this.greeted !== undefined && this.greeted !== this.view.meta?.client_id;
    if (!this.leads || !isRenamed) return void this.lead();
    this.greeted = undefined;
    // The link speaks for the name that this tab had until now.
    this.connector.stop();
    this.connector.start();
  }

  private report(): void {
    const link = this.link.link === "up" && !this.view.isComplete ? "connecting" : this.link.link;
    this.monitor.update({
      ...this.link,
      link,
      online: this.world.online(),
      // What is still being written is on its way only once it is sent, or when it cannot be.
      pending: this.unsent.filter(({ due }) => link !== "up" || due === undefined).length,
      kept: this.isKept,
    });
  }
}
