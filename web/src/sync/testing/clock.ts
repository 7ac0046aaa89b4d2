import type { Clock, Random } from "../environment";

/** Time that moves only when told to. */
export class ManualClock implements Clock {
  private time = 0;
  private began = Date.UTC(2026, 0, 1);
  private timers: { at: number; run: () => void }[] = [];

  now(): number {
    return this.began + this.time;
  }

  elapsed(): number {
    return this.time;
  }

  /** Someone sets the time anew. */
  set(ms: number): void {
    this.began += ms;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.time + ms, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  get waiting(): number {
    return this.timers.length;
  }

  /** Moves on by `ms`, running what falls due. */
  async advance(ms: number): Promise<void> {
    const until = this.time + ms;
    for (let due = this.next(until); due; due = this.next(until)) await this.fire(due);
    this.time = until;
  }

  /** Moves on to the next timer, whenever that is. */
  async fireNext(): Promise<void> {
    const due = this.next(Number.POSITIVE_INFINITY);
    if (due) await this.fire(due);
  }

  private next(until: number) {
    return this.timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
  }

  private async fire(timer: { at: number; run: () => void }): Promise<void> {
    this.timers = this.timers.filter((other) => other !== timer);
    this.time = Math.max(this.time, timer.at);
    timer.run();
    await settled();
  }
}

/** Resolves when everything that is under way in memory has come to rest. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Random numbers that are the same for the same seed (mulberry32). */
export class SeededRandom implements Random {
  constructor(private state: number) {}

  unit(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    return Math.floor(this.unit() * limit);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }
}
