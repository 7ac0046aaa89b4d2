import type { Cancel, Clock } from "@/sync/environment";

/** How long after the last key the words are stored, and how often while there is no pause. */
const STORE_MS = 400;
const STORE_LONGEST_MS = 2_000;
/** The same for when they are sent on, counted from the last key that was stored: several stores make one version. */
const SEND_MS = 2_000;
const SEND_LONGEST_MS = 10_000;

/** When the words that are being typed are stored where they outlive the tab, if anywhere, and when they are sent. */
export class Pace {
  private timer: Cancel | undefined;
  private unstoredSince: number | undefined;
  private unsentSince = 0;
  /** When what was typed is to be sent, by the clock that nobody sets. */
  private sendAt: number | undefined;

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
    const wait = Math.min(STORE_MS, Math.max(0, this.unstoredSince + STORE_LONGEST_MS - now));
    this.timer?.();
    this.timer = this.clock.after(wait, () => this.pause(this.sendAt ?? now));
  }

  /** What was typed is being stored and sent, or thrown away. */
  end(): void {
    this.timer?.();
    this.timer = undefined;
    this.unstoredSince = undefined;
    this.sendAt = undefined;
  }

  private pause(sendAt: number): void {
    this.timer = undefined;
    this.unstoredSince = undefined;
    this.store(this.clock.now() + sendAt - this.clock.elapsed());
  }
}
