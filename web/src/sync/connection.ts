/** How the connection is, in the states the screen has words for. */

import type { Cancel, Clock } from "./environment";

export type ConnectionState =
  | "up_to_date"
  | "sending"
  | "disk_full"
  | "offline"
  | "reconnecting"
  | "sign_in"
  | "too_old";

export interface Connection {
  readonly state: ConnectionState;
  /** Changes that the server has not got yet. */
  readonly pending: number;
  /** When this state began, in milliseconds since 1970. */
  readonly since: number;
  /** Whether these changes outlive the tab. */
  readonly kept: boolean;
}

export type LinkState = "connecting" | "up" | "sign_in" | "too_old";

export interface Facts {
  link: LinkState;
  /** Attempts in a row that failed. */
  failures: number;
  /** The server has no room: what was sent last was not saved. */
  full: boolean;
  /** What the browser says about its network. */
  online: boolean;
  pending: number;
  kept: boolean;
}

/** What is known of the link alone. */
export type LinkFacts = Pick<Facts, "link" | "failures" | "full">;

/** A short drop is not worth a word, unless the browser itself says that there is no network. */
const HOLD_MS = 1_500;
const AT_ONCE: readonly ConnectionState[] = ["up_to_date", "offline", "sign_in", "too_old"];
/** From this many failed attempts on, the server counts as out of reach. */
const OFFLINE_FAILURES = 3;

export function stateOf(facts: Facts): ConnectionState {
  if (facts.link === "sign_in" || facts.link === "too_old") return facts.link;
  if (facts.link === "up" && facts.pending === 0) return "up_to_date";
  if (facts.link !== "up" && !facts.online) return "offline";
  if (facts.full) return "disk_full";
  if (facts.link === "up") return "sending";
  return facts.failures >= OFFLINE_FAILURES ? "offline" : "reconnecting";
}

/** Shows the state of the connection; leaves "up to date" only for what lasts. */
export class ConnectionMonitor {
  private shown: Connection;
  private target: ConnectionState = "reconnecting";
  private hold: Cancel | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly clock: Clock) {
    this.shown = { state: this.target, pending: 0, since: clock.now(), kept: false };
  }

  get current(): Connection {
    return this.shown;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  update(facts: Facts): void {
    this.target = stateOf(facts);
    const mayWait = this.shown.state === "up_to_date" && !AT_ONCE.includes(this.target);
    if (mayWait) {
      this.hold ??= this.clock.after(HOLD_MS, () => {
        this.hold = undefined;
        this.show(this.target, this.shown);
      });
    } else {
      this.hold?.();
      this.hold = undefined;
    }
    this.show(mayWait ? this.shown.state : this.target, facts);
  }

  private show(state: ConnectionState, { pending, kept }: Pick<Facts, "pending" | "kept">): void {
    if (state === this.shown.state && pending === this.shown.pending && kept === this.shown.kept) return;
    const since = state === this.shown.state ? this.shown.since : this.clock.now();
    this.shown = { state, pending, since, kept };
    for (const listener of this.listeners) listener();
  }
}
