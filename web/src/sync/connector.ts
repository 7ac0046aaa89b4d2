import { backoff, drainDelay } from "./backoff";
import type { LinkFacts, LinkState } from "./connection";
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
/** A link that has held for this long, or over which a change was saved, is a good one: after it the waits begin anew. */
const STEADY_MS = 30_000;

/**
 * A good access token; null when nobody is signed in. `refused` is one the server did not take.
 * Throws {@link DiskFull}, or anything else when the server could not be reached.
 */
export type GetToken = (options: { refused?: string }) => Promise<string | null>;

/** The server has no room to renew a session. */
export class DiskFull extends Error {
  override name = "DiskFull";
}

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
  state(link: LinkFacts): void;
}

/** Keeps a link to the server: a WebSocket, or plain requests where none can be opened. */
export class Connector {
  private link: SocketLink | HttpLink | undefined;
  private attempt = 0;
  /** Attempts in a row that failed. */
  private failures = 0;
  /** Attempts in a row without a good link. A server that refuses what it is sent takes this browser in each time. */
  private tries = 0;
  private upSince: number | undefined;
  private full = false;
  private unopened = 0;
  private httpMs = HTTP_MS;
  private refused: string | undefined;
  private timer: Cancel = () => undefined;
  private connecting = false;
  /** There is a link, of which it is not known whether it still holds. */
  private inDoubt = false;
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

  /** The user is back, or the network has changed: without a link, try now; with one, see whether it still holds. */
  wake(): void {
    if (this.link instanceof SocketLink) this.link.probe();
    else if (!this.stopped && !this.link && !this.connecting) void this.connect();
  }

  /** The browser says that its network is gone: that counts until something is heard over the link. */
  doubt(): void {
    if (!this.link) return;
    this.inDoubt = true;
    this.tell("connecting");
    this.wake();
  }

  private async connect(): Promise<void> {
    this.timer();
    this.attempt += 1;
    const { attempt, refused } = this;
    this.tell("connecting");
    this.connecting = true;
    const token = await this.world.getToken(refused ? { refused } : {}).catch((error: unknown) => {
      if (attempt === this.attempt) this.full = error instanceof DiskFull;
    });
    if (attempt !== this.attempt) return;
    this.connecting = false;
    const greeting = this.world.greeting();
    if (token === undefined || !greeting) return this.retry(this.delay(CLOSED.lost));
    if (token === null) return this.tell("sign_in");
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
      frame: (frame, client_id) => this.receive(frame, client_id),
      heard: () => {
        if (this.inDoubt) this.works();
      },
      ended: (code, welcomed) => {
        if (!welcomed && code !== CLOSED.signIn) this.unopened += 1;
        // A socket does not say what failed; the answer to a plain request does.
        if (code === CLOSED.failed) this.unopened = SOCKET_TRIES;
        this.full = false;
        this.ended(code, token);
      },
    });
  }

  private byHttp(token: string): HttpLink {
    const link = new HttpLink(this.world.clock, this.world.post, token, {
      frame: (frame, client_id) => {
        this.works();
        this.receive(frame, client_id);
      },
      poll: this.on.poll,
      ended: (status) => {
        // Without any answer the server is away, which says nothing about sockets.
        if (status === 0) this.unopened = SOCKET_TRIES - 1;
        this.full = status === NO_ROOM;
        this.ended(HTTP_ENDINGS[status] ?? CLOSED.lost, token);
      },
    });
    this.timer = this.world.clock.after(this.httpMs, () => {
      this.httpMs = Math.min(LONGEST_HTTP_MS, 2 * this.httpMs);
      this.unopened = SOCKET_TRIES - 1;
      // It was of use: should no socket open, plain requests take over again at once.
      if (this.upSince !== undefined) this.tries = 0;
      this.drop();
      void this.connect();
    });
    this.on.up(link, 0);
    return link;
  }

  private works(): void {
    this.failures = 0;
    this.upSince ??= this.world.clock.now();
    this.refused = undefined;
    this.inDoubt = false;
    this.tell("up");
  }

  private receive(frame: SyncFrame, client_id: string): void {
    if (frame.type === "pushed") {
      this.tries = 0;
      this.full = false;
      this.tell("up");
    }
    this.on.frame(frame, client_id);
  }

  private ended(code: number, token: string): void {
    this.drop();
    if (this.stopped) return;
    const firstRefusal = code === CLOSED.signIn && this.refused === undefined;
    if (code === CLOSED.signIn) this.refused = token;
    if (code === CLOSED.notUnderstood) this.tell("too_old");
    else if (firstRefusal) void this.connect();
    else this.retry(this.delay(code));
  }

  private delay(code: number): number {
    const unit = this.world.random.unit();
    this.failures += 1;
    this.tries += 1;
    return code === CLOSED.stopping ? drainDelay(unit) : backoff(this.tries, unit);
  }

  private retry(ms: number): void {
    this.tell("connecting");
    this.timer = this.world.clock.after(ms, () => void this.connect());
  }

  private tell(link: LinkState): void {
    const { failures, full } = this;
    this.on.state({ link, failures, full });
  }

  private drop(): void {
    const { link, upSince } = this;
    this.link = undefined;
    this.upSince = undefined;
    this.inDoubt = false;
    if (upSince !== undefined && this.world.clock.now() - upSince >= STEADY_MS) this.tries = 0;
    this.timer();
    link?.close();
    if (link) this.on.down();
  }
}

/** The status of a request for which the server's disk has no room. */
const NO_ROOM = 507;

/** What a refused request means, as the close code of a socket that says the same. */
const HTTP_ENDINGS: Record<number, number> = {
  400: CLOSED.notUnderstood,
  401: CLOSED.signIn,
  413: CLOSED.notUnderstood,
  415: CLOSED.notUnderstood,
  422: CLOSED.notUnderstood,
};
