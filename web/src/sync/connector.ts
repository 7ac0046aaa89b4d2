import { backoff, drainDelay } from "./backoff";
import type { LinkState } from "./connection";
import type { Link } from "./desk";
import type { Cancel, Clock, Random } from "./environment";
import { HttpLink, type Post } from "./http";
import type { SyncFrame } from "./protocol";
import { CLOSED, type Greeting, type OpenSocket, SocketLink } from "./socket";

/** After this many sockets in a row that were never welcomed, plain requests are used. */
const SOCKET_TRIES = 2;
/** How long to use plain requests before a socket is tried again: at first, and at most. */
const HTTP_MS = 5_000;
const LONGEST_HTTP_MS = 60_000;

/**
 * A good access token; null when nobody is signed in. `refused` is one the server did not take.
 * Throws when the server could not be reached.
 */
export type GetToken = (options: { refused?: string }) => Promise<string | null>;

export interface ConnectorWorld {
  clock: Clock;
  random: Random;
  url: string;
  open: OpenSocket;
  post: Post;
  getToken: GetToken;
  greeting(): Greeting | undefined;
}

export interface ConnectorEvents {
  up(link: Link, seq: number): void;
  down(): void;
  frame(frame: SyncFrame, client_id: string): void;
  poll(): void;
  /** `failures`: attempts in a row that failed. */
  state(link: LinkState, failures: number): void;
}

/** Keeps a link to the server: a WebSocket, or plain requests where none can be opened. */
export class Connector {
  private link: SocketLink | HttpLink | undefined;
  private attempt = 0;
  private failures = 0;
  private unopened = 0;
  private httpMs = HTTP_MS;
  private refused: string | undefined;
  private timer: Cancel = () => undefined;
  private connecting = false;
  private stopped = true;

  constructor(
    private readonly world: ConnectorWorld,
    private readonly on: ConnectorEvents,
  ) {}

  start(): void {
    this.stopped = false;
    this.connecting = false;
    void this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.attempt += 1;
    this.timer();
    this.drop();
  }

  /** The user is back, or the network: without a link, try now. */
  wake(): void {
    if (!this.stopped && !this.link && !this.connecting) void this.connect();
  }

  private async connect(): Promise<void> {
    this.timer();
    this.attempt += 1;
    const { attempt, refused } = this;
    this.on.state("connecting", this.failures);
    this.connecting = true;
    const token = await this.world.getToken(refused ? { refused } : {}).catch(() => undefined);
    if (attempt !== this.attempt) return;
    this.connecting = false;
    const greeting = this.world.greeting();
    if (token === undefined || !greeting) return this.retry(this.delay(CLOSED.lost));
    if (token === null) return this.on.state("sign_in", this.failures);
    this.link = this.unopened < SOCKET_TRIES ? this.bySocket(greeting, token) : this.byHttp(token);
  }

  private bySocket(greeting: Greeting, token: string): SocketLink {
    const renew = () => this.world.getToken({ refused: token });
    return new SocketLink({ ...this.world, renew }, greeting, token, {
      up: (link, seq) => {
        this.unopened = 0;
        this.httpMs = HTTP_MS;
        this.works();
        this.on.up(link, seq);
      },
      frame: this.on.frame,
      ended: (code, welcomed) => {
        if (!welcomed && code !== CLOSED.signIn) this.unopened += 1;
        this.ended(code, token);
      },
    });
  }

  private byHttp(token: string): HttpLink {
    const link = new HttpLink(this.world.clock, this.world.post, token, {
      frame: (frame, client_id) => {
        this.works();
        this.on.frame(frame, client_id);
      },
      poll: this.on.poll,
      ended: (status) => {
        // Without any answer the server is away, which says nothing about sockets.
        if (status === 0) this.unopened = SOCKET_TRIES - 1;
        this.ended(HTTP_ENDINGS[status] ?? CLOSED.lost, token);
      },
    });
    this.timer = this.world.clock.after(this.httpMs, () => {
      this.httpMs = Math.min(LONGEST_HTTP_MS, 2 * this.httpMs);
      this.unopened = SOCKET_TRIES - 1;
      this.drop();
      void this.connect();
    });
    this.on.up(link, 0);
    return link;
  }

  private works(): void {
    this.failures = 0;
    this.refused = undefined;
    this.on.state("up", 0);
  }

  private ended(code: number, token: string): void {
    this.drop();
    if (this.stopped) return;
    const firstRefusal = code === CLOSED.signIn && this.refused === undefined;
    if (code === CLOSED.signIn) this.refused = token;
    if (code === CLOSED.notUnderstood) this.on.state("too_old", this.failures);
    else if (firstRefusal) void this.connect();
    else this.retry(this.delay(code));
  }

  private delay(code: number): number {
    const unit = this.world.random.unit();
    this.failures += 1;
    return code === CLOSED.stopping ? drainDelay(unit) : backoff(this.failures, unit);
  }

  private retry(ms: number): void {
    this.on.state("connecting", this.failures);
    this.timer = this.world.clock.after(ms, () => void this.connect());
  }

  private drop(): void {
    const link = this.link;
    this.link = undefined;
    this.timer();
    link?.close();
    if (link) this.on.down();
  }
}

/** What a refused request means, as the close code of a socket that says the same. */
const HTTP_ENDINGS: Record<number, number> = {
  400: CLOSED.notUnderstood,
  401: CLOSED.signIn,
  413: CLOSED.notUnderstood,
  415: CLOSED.notUnderstood,
  422: CLOSED.notUnderstood,
};
