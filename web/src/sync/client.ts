import { ConnectionMonitor, type LinkFacts } from "./connection";
import { Connector, type ConnectorWorld, type GetToken } from "./connector";
import { type DeletionNotes, Deletions } from "./deletions";
import { Engine } from "./engine";
import type { Clock, Random } from "./environment";
import { newId } from "./ids";
import type { NewMutation, NotAccepted } from "./mutations";
import { currentVid, vidOf, withdraw } from "./outbox";
import type { Greeting } from "./socket";
import type { Store } from "./store";
import { View } from "./view";

export interface ClientWorld extends Omit<ConnectorWorld, "greeting"> {
  clock: Clock;
  random: Random;
  getToken: GetToken;
  store: Store;
  deletionNotes: DeletionNotes;
  /** What the browser says about its network. */
  online(): boolean;
  onNotAccepted(items: readonly NotAccepted[]): void;
  onFault(error: unknown): void;
}

/** How long someone who signs out may have to wait for a deletion to arrive. */
const DELETION_MS = 5_000;

/** Everything that keeps one signed-in browser in step: store, view, engine and connection. */
export class Client {
  readonly view = new View();
  readonly monitor: ConnectionMonitor;
  readonly deletions: Deletions;
  private readonly engine: Engine;
  private readonly connector: Connector;
  private link: LinkFacts = { link: "connecting", failures: 0, full: false };
  private seen: readonly NotAccepted[] = [];
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
          this.report();
        },
      },
    );
    this.deletions = new Deletions(this.view, (mutation) => this.mutate(mutation), world.deletionNotes);
    this.unfollow = this.view.follow(store);
    this.unsubscribe = this.view.subscribe(() => this.noticed());
  }

  /** Whether something would be lost if the page were closed now: a held deletion can be sent in its last moment. */
  get isOwing(): boolean {
    const isSendable = this.monitor.current.state === "up_to_date";
    return this.view.outbox.length > 0 || (this.deletions.areOwed && !isSendable);
  }

  /** Whether there are changes that the server has not got, or has refused: nothing else has them. */
  get holdsUnsaved(): boolean {
    return this.view.outbox.length > 0 || this.view.notAccepted.length > 0;
  }

  start(): void {
    this.connector.start();
  }

  /** Ends the connection and forgets everything that was held; what is noted of deletions stays for the user's return. */
  async stop(): Promise<void> {
    this.unsubscribe();
    this.connector.stop();
    await this.engine.down();
    await this.world.store.wipe();
    this.unfollow();
  }

  /** The user has come back, or the browser says that its network has changed. */
  wake(): void {
    this.report();
    this.connector.wake();
    void this.engine.pull();
  }

  mutate(mutation: NewMutation): Promise<string> {
    return this.engine.mutate(mutation);
  }

  /** Sends a change that was not accepted once more; for one that waits, tries the connection. */
  async retry(id: string): Promise<void> {
    const refused = this.view.notAccepted.find((item) => item.id === id);
    if (!refused) return this.wake();
    await this.discard(id);
    const { id: _, at: __, code: ___, detail: ____, ...mutation } = refused;
    await this.mutate(mutation as NewMutation);
  }

  /** Gives a change up: one that was not accepted, or one that was never sent. */
  async discard(id: string): Promise<void> {
    await this.engine.edit(async (tx) => {
      await tx.setNotAccepted((await tx.notAccepted()).filter((item) => item.id !== id));
      const [outbox, meta] = [await tx.outbox(), await tx.meta()];
      const waiting = outbox.find((item) => vidOf(meta.client_id, item.mid) === id);
      const left = waiting && withdraw(outbox, meta, waiting.mid);
      if (!left) return;
      await tx.setOutbox(left.outbox);
      await tx.setMeta(left.meta);
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

  private greeting(): Greeting | undefined {
    if (!this.view.meta) return undefined;
    const { client_id, cookie, epoch } = this.view.meta;
    return { client_id, cookie, epoch };
  }

  private noticed(): void {
    this.report();
    this.deletions.update();
    const before = new Set(this.seen);
    this.seen = this.view.notAccepted;
    const added = this.seen.filter((item) => !before.has(item));
    if (added.length > 0) this.world.onNotAccepted(added);
  }

  private report(): void {
    const link = this.link.link === "up" && !this.view.isComplete ? "connecting" : this.link.link;
    this.monitor.update({
      ...this.link,
      link,
      online: this.world.online(),
      pending: this.view.outbox.length,
    });
  }
}
