import type { Cancel, Clock } from "@/sync/environment";

/** How long after the last key the words are stored, and how often while there is no pause. */
const STORE_MS = 400;
const STORE_LONGEST_MS = 2_000;
/** The same for when they are sent on: what is typed in one go shall be one version, not many. */
const SEND_MS = 2_000;
const SEND_LONGEST_MS = 10_000;
/** So long before what was stored is sent, what was typed since is stored, too: then it is sent with it, later. */
const AHEAD_MS = 200;

/** When the words that are being typed are stored where they outlive the tab, if anywhere, and when they are sent. */
export class Pace {
  private timer: Cancel | undefined;
  private unstoredSince: number | undefined;
  private unsentSince = 0;
  /** When what was typed is to be sent, by the clock that nobody sets. */
  private sendAt: number | undefined;
  /** When what was stored last is sent if nothing follows it. */
  private storedUntil = Number.POSITIVE_INFINITY;

  /** `store` is given the time until which sending may wait, in milliseconds since 1970. */
  constructor(
    private readonly clock: Clock,
    private readonly store: (due: number) => void,
  ) {}

  typed(): void {
    const now = this.clock.elapsed();
    this.unstoredSince ??= now;
    if (this.sendAt === undefined || now >= this.sendAt) this.unsentSince = now;
    this.sendAt = Math.min(now + SEND_MS, this.unsentSince + SEND_LONGEST_MS);
    const latest = Math.min(this.unstoredSince + STORE_LONGEST_MS, this.ahead(now, this.sendAt));
    const wait = Math.min(STORE_MS, Math.max(0, latest - now));
    this.timer?.();
    this.timer = this.clock.after(wait, () => this.pause(this.sendAt ?? now));
  }

  /** When to store what was typed just now so that it goes with what was stored last; too late if that cannot wait longer. */
  private ahead(now: number, sendAt: number): number {
    const ahead = this.storedUntil - AHEAD_MS;
    const isLate = now >= ahead && (now >= this.storedUntil || sendAt <= this.storedUntil);
    return isLate ? Number.POSITIVE_INFINITY : ahead;
  }

  /** What was typed is being stored and sent, or thrown away. */
  end(): void {
    this.timer?.();
    this.timer = undefined;
    this.unstoredSince = undefined;
    this.sendAt = undefined;
    this.storedUntil = Number.POSITIVE_INFINITY;
  }

  private pause(sendAt: number): void {
    this.timer = undefined;
    this.unstoredSince = undefined;
    this.storedUntil = sendAt;
    this.store(this.clock.now() + sendAt - this.clock.elapsed());
  }
}
