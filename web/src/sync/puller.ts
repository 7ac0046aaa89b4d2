import type { Desk } from "./desk";
import type { Cancel } from "./environment";
import type { Frame } from "./protocol";
import { isExactBase, isFresh, isSnapshot, isStill, type Position } from "./rules";
import { applyDelta } from "./settle";
import { Staging } from "./staging";

/** A delta that a push has caused comes by itself on a live link; after this long it is asked for. */
const EFFECT_MS = 1_500;

/** Brings the rows up to date: one question on its way at a time, answers applied only where they fit exactly. */
export class Puller {
  private staging: Staging | undefined;
  private waiting: Cancel | undefined;
  private again = false;
  private expecting: Cancel | undefined;

  constructor(private readonly desk: Desk) {}

  /** What the next delta must be computed from. */
  async position(): Promise<Position> {
    return this.staging?.position ?? this.desk.store.write((tx) => tx.meta());
  }

  /** Asks for what is new; when a question is on its way already, once more after it. */
  async ask(): Promise<void> {
    this.again = this.waiting !== undefined;
    if (this.desk.link && !this.waiting) await this.askForPage();
  }

  /** A live link sends what is missing without being asked; only if nothing comes is it asked for. */
  awaitFirst(): void {
    this.waiting = this.desk.giveUp(() => this.askForPage());
  }

  /** The effect of a push is on its way, up to `seq`. */
  async expect(seq: number): Promise<void> {
    if (!this.desk.link?.live || seq <= (await this.position()).cookie) return this.ask();
    this.expecting ??= this.desk.later(EFFECT_MS, async () => {
      this.expecting = undefined;
      await this.ask();
    });
  }

  /** Applies a delta, or a page of one. Answers whether the rows are now up to date with it. */
  async take(delta: Frame<"delta">): Promise<boolean> {
    const position = await this.position();
    if (!isExactBase(position, delta)) {
      if (delta.epoch !== position.epoch || delta.to > position.cookie) await this.ask();
      return false;
    }
    this.staging ??= new Staging(position, position, isFresh(position));
    this.staging.add(delta);
    const complete = this.staging;
    if (delta.more || (await this.isBehind(complete))) {
      await this.askForPage();
      return false;
    }
    const isApplied = await this.desk.store.write(async (tx) => {
      // Another tab may have come further meanwhile.
      if (!isStill(complete.base, await tx.meta())) return false;
      await applyDelta(tx, complete, delta, this.desk.now());
      return true;
    });
    this.staging = undefined;
    this.settleWaiting();
    if (this.again || !isApplied) await this.ask();
    return isApplied;
  }

  /** Everything is pulled anew. The rows on the screen stay until the new ones are complete. */
  async startOver(epoch: number): Promise<void> {
    const held = await this.desk.store.write((tx) => tx.meta());
    this.staging = new Staging(held, { cookie: 0, epoch }, true);
    await this.askForPage();
  }

  /** The effect that was expected is here. */
  stopExpecting(): void {
    this.expecting?.();
    this.expecting = undefined;
  }

  /** The link is gone, and every question with it. */
  forget(): void {
    this.staging = undefined;
    this.again = false;
    this.settleWaiting();
    this.stopExpecting();
  }

  /** Pulled anew, but from an answer that is older than what is on the screen: a late one. */
  private async isBehind({ replaces, position }: Staging): Promise<boolean> {
    const held = await this.desk.store.write((tx) => tx.meta());
    return replaces && held.epoch === position.epoch && position.cookie < held.cookie;
  }

  private settleWaiting(): void {
    this.waiting?.();
    this.waiting = undefined;
  }

  private async askForPage(): Promise<void> {
    this.settleWaiting();
    this.waiting = this.desk.giveUp(() => this.askForPage());
    const { cookie, epoch } = await this.position();
    const fresh = isSnapshot(this.staging, { cookie, epoch }) ? { fresh: true as const } : {};
    const client_id = await this.desk.clientId();
    this.desk.link?.send({ type: "pull", client_id, cookie, epoch, ...fresh });
  }
}
