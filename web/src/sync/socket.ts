import type { Link } from "./desk";
import type { Cancel, Clock } from "./environment";
import type { SyncFrame } from "./protocol";
import {
  type Frame,
  PROTO,
  parseFrame,
  type Request,
  SCHEMA,
  type ServerFrame,
  SUBPROTOCOL,
  UnknownFrame,
} from "./protocol";
import type { Position } from "./rules";

const WELCOME_MS = 10_000;
/** How long an answer may take when there is reason to doubt that one comes. */
const PROBE_MS = 3_000;

/** A WebSocket, reduced to what is used of it. */
export interface RawSocket {
  send(text: string): void;
  close(code: number): void;
}

export interface RawSocketEvents {
  opened(): void;
  message(text: string): void;
  closed(code: number): void;
}

export type OpenSocket = (url: string, protocol: string, on: RawSocketEvents) => RawSocket;

/** Who this browser is to the server, and what it has. */
export type Greeting = Position & { client_id: string };

/** Close codes of docs/SYNC.md, and what a browser reports when there was no proper close. */
export const CLOSED = {
  notUnderstood: 4400,
  signIn: 4401,
  origin: 4403,
  silent: 4408,
  stopping: 4503,
  failed: 1011,
  lost: 1006,
};

interface SocketEvents {
  up(link: Link, seq: number): void;
  frame(frame: SyncFrame, client_id: string): void;
  /** Something has come from the other end. */
  heard(): void;
  /** Called once, last. `welcomed`: the server had taken this browser in. */
  ended(code: number, welcomed: boolean): void;
}

interface SocketWorld {
  clock: Clock;
  open: OpenSocket;
  url: string;
  /** Another access token, when the server asks for one; null when nobody is signed in any more. */
  renew(): Promise<string | null>;
}

/** One WebSocket from its opening to its end. */
export class SocketLink implements Link {
  readonly live = true;
  private readonly raw: RawSocket;
  private welcomed = false;
  private over = false;
  private heard: number;
  private timer: Cancel;

  constructor(
    private readonly world: SocketWorld,
    private readonly greeting: Greeting,
    token: string,
    private readonly on: SocketEvents,
  ) {
    this.heard = world.clock.elapsed();
    this.timer = world.clock.after(WELCOME_MS, () => this.end(CLOSED.silent));
    this.raw = world.open(world.url, SUBPROTOCOL, {
      opened: () => this.write({ type: "hello", token, proto: [PROTO], schema: SCHEMA, ...greeting }),
      message: (text) => this.message(text),
      closed: (code) => this.end(code),
    });
  }

  send(request: Request): void {
    // Whose it is was said in the greeting.
    const { client_id: _, ...frame } = request;
    this.write(request.type === "push" ? request : frame);
  }

  restart(): void {
    this.end(CLOSED.lost);
  }

  /** Finds out soon whether there is still somebody at the other end. */
  probe(): void {
    if (!this.welcomed || this.over) return;
    const asked = this.world.clock.elapsed();
    this.write({ type: "ping" });
    this.world.clock.after(PROBE_MS, () => this.heard < asked && this.end(CLOSED.silent));
  }

  close(): void {
    this.end(1000);
  }

  private write(frame: object): void {
    if (!this.over) this.raw.send(JSON.stringify(frame));
  }

  private message(text: string): void {
    if (this.over) return;
    this.heard = this.world.clock.elapsed();
    this.on.heard();
    try {
      this.take(parseFrame(JSON.parse(text)));
    } catch (error) {
      if (!(error instanceof UnknownFrame) && !(error instanceof SyntaxError)) throw error;
      this.end(CLOSED.notUnderstood);
    }
  }

  private take(frame: ServerFrame): void {
    if (frame.type === "welcome") this.welcome(frame);
    else if (frame.type === "auth_required") void this.authenticate();
    else if (frame.type === "ping") this.write({ type: "pong" });
    else if (frame.type !== "pong") this.on.frame(frame, this.greeting.client_id);
  }

  private welcome(frame: Frame<"welcome">): void {
    this.welcomed = frame.proto === PROTO;
    if (this.welcomed) {
      this.beat(frame.ping_ms);
      this.on.up(this, frame.seq);
    } else {
      this.end(CLOSED.notUnderstood);
    }
  }

  private beat(ping_ms: number): void {
    this.timer();
    this.timer = this.world.clock.after(ping_ms, () => {
      const silent = this.world.clock.elapsed() - this.heard >= 2 * ping_ms;
      if (silent) this.end(CLOSED.silent);
      else this.write({ type: "ping" });
      if (!silent) this.beat(ping_ms);
    });
  }

  private async authenticate(): Promise<void> {
    const token = await this.world.renew().catch(() => undefined);
    // Not reachable just now: the server closes when the old token ends, and the next connection asks again.
    if (token === undefined) return;
    if (token === null) this.end(CLOSED.signIn);
    else this.write({ type: "auth", token });
  }

  private end(code: number): void {
    if (this.over) return;
    this.over = true;
    this.timer();
    this.raw.close(code === CLOSED.silent ? code : 1000);
    this.on.ended(code, this.welcomed);
  }
}

/** Opens a WebSocket of the browser. */
export const openBrowserSocket: OpenSocket = (url, protocol, on) => {
  const socket = new WebSocket(url, protocol);
  socket.onopen = () => on.opened();
  socket.onmessage = (event) => on.message(String(event.data));
  socket.onclose = (event) => on.closed(event.code);
  return {
    // One that the server is closing takes nothing more; that it is closed comes next.
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: (code) => socket.close(code),
  };
};
