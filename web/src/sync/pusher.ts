import type { Desk } from "./desk";
import type { Cancel } from "./environment";
import { dueAt, nextBatch, nextDue, withStage } from "./outbox";
import { asWire, type Frame, MAX_BATCH, MAX_BATCH_BYTES, PROTO, SCHEMA, type WireMutation } from "./protocol";
import { isLost } from "./rules";
import { bringBack, takeNewName, undoRejected } from "./settle";
import type { StoreTx } from "./store";

/** Sends the outbox, in order: one push on its way at a time. */
export class Pusher {
  private flight: { id: string; through: number; giveUp: Cancel } | undefined;
  /** The server has lost mutations up to this one, and they are not here any more either. */
  private lostThrough: number | undefined;
  /** Something waits for more to be written. */
  private waiting: Cancel | undefined;

  constructor(private readonly desk: Desk) {}

  /** Sends what there is to send, for a history with this epoch. */
  async send(epoch: number): Promise<void> {
    const { link, store } = this.desk;
    if (!link || this.flight) return;
    const { mutations, wait } = await store.write((tx) => this.takeBatch(tx));
    this.waiting?.();
    this.waiting = wait === undefined ? undefined : this.desk.later(wait, () => this.send(epoch));
    const through = mutations.at(-1)?.mid;
    if (through !== undefined) {
      const id = this.desk.newId();
      const giveUp = this.desk.giveUp(async () => {
        this.flight = undefined;
        await this.send(epoch);
      });
      this.flight = { id, through, giveUp };
      const client_id = await this.desk.clientId();
      const lost = this.lostThrough === undefined ? {} : { lost_through: this.lostThrough };
      link.send({ type: "push", id, client_id, proto: PROTO, schema: SCHEMA, epoch, ...lost, mutations });
    }
  }

  /** Whether `id` names the push on its way. An answer to one that was given up says nothing a pull does not say better. */
  isAnsweredBy(id: string | undefined): boolean {
    return this.flight !== undefined && this.flight.id === id;
  }

  /** Takes in the answer: undoes what was refused. The others are answered, and wait for their effect. */
  async take(frame: Frame<"pushed">): Promise<void> {
    const through = Math.min(frame.last_mid, this.flight?.through ?? 0);
    this.lostThrough = undefined;
    this.land();
    await this.desk.store.write(async (tx) => {
      await undoRejected(tx, frame.results);
      await tx.setOutbox(withStage(await tx.outbox(), "answered", (item) => item.mid <= through));
    });
  }

  /** Whether there are mutations whose effect has yet to come. */
  async isOwed(): Promise<boolean> {
    return this.desk.store.write(async (tx) => (await tx.outbox()).some((item) => item.stage === "answered"));
  }

  /** Takes back the answers: the server may have forgotten what it answered. */
  async sendAllAgain(): Promise<void> {
    await this.desk.store.write(async (tx) => {
      await tx.setOutbox(withStage(await tx.outbox(), "sent", (item) => item.stage === "answered"));
    });
  }

  /** The server lacks everything from `expect` on. What is still here is sent again, what is not is said to be lost. */
  async closeGap(expect: number): Promise<void> {
    const first = await this.desk.store.write(async (tx) => {
      await bringBack(tx, expect);
      return (await tx.outbox()).find((item) => item.mid >= expect)?.mid;
    });
    this.lostThrough = first !== undefined && isLost(first, expect) ? first - 1 : undefined;
  }

  /** Takes a new client id, under which everything is sent again. */
  async takeNewName(): Promise<void> {
    this.lostThrough = undefined;
    await this.desk.store.write((tx) => takeNewName(tx, this.desk.newId()));
  }

  /** The push has arrived, or its link is gone. */
  land(): void {
    this.flight?.giveUp();
    this.flight = undefined;
  }

  /**
   * Marks the next mutations as sent before they are, so that they can never change again (R4). `wait`: in how many
   * milliseconds there will be more.
   */
  private async takeBatch(tx: StoreTx): Promise<{ mutations: WireMutation[]; wait: number | undefined }> {
    const [outbox, now] = [await tx.outbox(), this.desk.now()];
    const batch = nextBatch(outbox, MAX_BATCH, MAX_BATCH_BYTES, now);
    const taken = new Set(batch.map((item) => item.mid));
    const sent = withStage(outbox, "sent", (item) => taken.has(item.mid));
    await tx.setOutbox(sent === outbox ? outbox : sent.map((item) => (taken.has(item.mid) ? dueAt(item) : item)));
    const mutations = batch.map((item) => asWire(item, now));
    return { mutations, wait: nextDue(outbox, now) };
  }
}
