import { Desk, type DeskWorld, type Link } from "./desk";
import type { NewMutation, Seen } from "./mutations";
import { dueAt, enqueue, overSeen, vidOf, type When } from "./outbox";
import type { Frame, SyncFrame } from "./protocol";
import { Puller } from "./puller";
import { Pusher } from "./pusher";
import type { EntryRow } from "./rows";
import { isExactReset } from "./rules";
import type { StoreTx } from "./store";

/** The loop between the outbox and the server. It knows nothing of sockets; every call is worked off in turn. */
export class Engine {
  private readonly desk: Desk;
  private readonly puller: Puller;
  private readonly pusher: Pusher;
  private readonly unwatch: () => void;

  constructor(private readonly world: DeskWorld) {
    this.desk = new Desk(world);
    this.puller = new Puller(this.desk);
    this.pusher = new Pusher(this.desk);
    // What another tab has queued is sent by this one, if it has the link.
    this.unwatch = world.store.watch(({ isForeign }) => isForeign && void this.edit(async () => undefined));
  }

  /** The link works; the server stands at `seq`. */
  up(link: Link, seq: number): Promise<void> {
    return this.desk.inTurn(async () => {
      this.forgetLink();
      this.desk.link = link;
      const { cookie } = await this.puller.position();
      if (link.live && seq > cookie) this.puller.awaitFirst();
      else await this.puller.ask();
      await this.send();
    });
  }

  down(): Promise<void> {
    return this.desk.inTurn(async () => this.forgetLink());
  }

  /** The store is no longer its own. */
  end(): Promise<void> {
    this.unwatch();
    return this.down();
  }

  /** Takes in a frame that came over a link which spoke for `client_id`. */
  receive(frame: SyncFrame, client_id: string): Promise<void> {
    return this.desk.inTurn(async () => {
      if (client_id === (await this.desk.clientId())) await this.handle(frame);
    });
  }

  /**
   * Queues a change. Answers with the name of the text version it writes, once it is in the store. `seen`: what a text
   * was typed over; `due`: until when it may wait for more to be written, in milliseconds since 1970.
   */
  mutate(mutation: NewMutation, seen?: Seen, due?: number): Promise<string> {
    const at = new Date(this.world.clock.now()).toISOString();
    return this.edit(async (tx) => queue(tx, await withBase(tx, mutation, seen), { at, due }));
  }

  /** Nothing is to wait any longer for more to be written. */
  sendNow(): Promise<void> {
    return this.edit(async (tx) => {
      const outbox = await tx.outbox();
      if (outbox.some(({ due }) => due !== undefined)) await tx.setOutbox(outbox.map((item) => dueAt(item)));
    });
  }

  /** Changes the store in turn with everything else, and sends what there is to send. */
  edit<T>(run: (tx: StoreTx) => Promise<T>): Promise<T> {
    return this.desk.inTurn(async () => {
      const value = await this.desk.store.write(run);
      await this.send();
      return value;
    });
  }

  /** Asks the server for what is new. */
  pull(): Promise<void> {
    return this.desk.inTurn(() => this.puller.ask());
  }

  private async handle(frame: SyncFrame): Promise<void> {
    if (frame.type === "delta") return this.onDelta(frame);
    if (frame.type === "reset" && frame.id === undefined) return this.onReset(frame);
    if (!this.pusher.isAnsweredBy(frame.id)) return;
    if (frame.type === "pushed") return this.onPushed(frame);
    this.pusher.land();
    if (frame.type === "reset") return this.onResetOfPush(frame);
    if (frame.type === "gap") {
      await this.pusher.closeGap(frame.expect);
      return this.send();
    }
    // Another browser writes under this name (R5).
    await this.pusher.takeNewName();
    const { link } = this.desk;
    this.forgetLink();
    link?.restart();
  }

  private async onDelta(frame: Frame<"delta">): Promise<void> {
    const applied = await this.puller.take(frame);
    if (applied && !(await this.pusher.isOwed())) this.puller.stopExpecting();
    await this.send();
  }

  /** A mutation stays in the outbox until its effect is here, never leaving on the answer alone. */
  private async onPushed(frame: Frame<"pushed">): Promise<void> {
    await this.pusher.take(frame);
    if (await this.pusher.isOwed()) await this.puller.expect(frame.seq);
    await this.send();
  }

  private async onReset(frame: Frame<"reset">): Promise<void> {
    const exact = frame.reason !== "lag" && isExactReset(await this.puller.position(), frame);
    if (exact) await this.startOver(frame.epoch);
    else await this.puller.ask();
  }

  /** A push names no cookie, so its answer cannot either: only the epoch is compared. */
  private async onResetOfPush(frame: Frame<"reset">): Promise<void> {
    const { epoch } = await this.puller.position();
    if (frame.from_epoch === epoch) await this.startOver(frame.epoch);
    else await this.send();
  }

  private async startOver(epoch: number): Promise<void> {
    // What is said of a push that was sent into another epoch is not about what the server has now.
    this.pusher.land();
    await this.pusher.sendAllAgain();
    await this.puller.startOver(epoch);
    await this.send();
  }

  private async send(): Promise<void> {
    const { epoch } = await this.puller.position();
    await this.pusher.send(epoch);
  }

  private forgetLink(): void {
    this.desk.link = undefined;
    this.puller.forget();
    this.pusher.land();
  }
}

/** Adds a change to what waits; answers with the name of the text version it writes. */
export async function queue(tx: StoreTx, mutation: NewMutation, when: When): Promise<string> {
  const { outbox, meta, item } = enqueue(await tx.outbox(), await tx.meta(), mutation, when);
  await tx.setOutbox(outbox);
  await tx.setMeta(meta);
  return vidOf(meta.client_id, item.mid);
}

async function withBase(tx: StoreTx, mutation: NewMutation, seen: Seen | undefined): Promise<NewMutation> {
  if (!seen || mutation.name !== "entry.edit@1") return mutation;
  const held = await tx.row("entry", mutation.args.id);
  // Rows of known tables were checked when they arrived (protocol.ts).
  const row = held?.d as EntryRow | undefined;
  return overSeen(mutation, seen, { outbox: await tx.outbox(), meta: await tx.meta(), row });
}
