import type { OpenSocket, RawSocketEvents } from "../socket";

type SentFrame = { type: string } & Record<string, unknown>;

/** A WebSocket whose other end is the test. */
export class FakeSocket {
  /** What was sent, parsed. */
  readonly sent: SentFrame[] = [];
  closedWith: number | undefined;

  constructor(
    readonly url: string,
    readonly protocol: string,
    private readonly on: RawSocketEvents,
  ) {}

  accept(): void {
    this.on.opened();
  }
  say(frame: object): void {
    this.on.message(JSON.stringify(frame));
  }
  sayText(text: string): void {
    this.on.message(text);
  }
  end(code: number): void {
    this.on.closed(code);
  }
  /** The frames of one type that were sent since the last look. */
  take(type: string): SentFrame[] {
    const taken = this.sent.filter((frame) => frame.type === type);
    this.sent.splice(0, this.sent.length, ...this.sent.filter((frame) => frame.type !== type));
    return taken;
  }
}

/** Opens fake sockets and keeps them. */
export class FakeSockets {
  readonly opened: FakeSocket[] = [];

  readonly open: OpenSocket = (url, protocol, on) => {
    const socket = new FakeSocket(url, protocol, on);
    this.opened.push(socket);
    return {
      send: (text) => socket.sent.push(JSON.parse(text)),
      close: (code) => {
        socket.closedWith = code;
      },
    };
  };

  get last(): FakeSocket {
    const socket = this.opened.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  }
}
