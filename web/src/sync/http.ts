import type { Link } from "./desk";
import type { Cancel, Clock } from "./environment";
import { PAGE_ROWS, parseFrame, type Request, type SyncFrame } from "./protocol";

/** How often to look for changes when no WebSocket can be opened. */
const POLL_MS = 5_000;

/** Posts `body` as JSON below the API's address; the answer's body, or the status when it is not a success. */
export type Post = (path: string, body: unknown, token: string) => Promise<{ status: number; body: unknown }>;

interface HttpEvents {
  frame(frame: SyncFrame, client_id: string): void;
  poll(): void;
  /** Called once, last, with the status that ended it; 0 without an answer. */
  ended(status: number): void;
}

/** The same conversation over plain requests, for networks that break WebSockets. */
export class HttpLink implements Link {
  readonly live = false;
  private over = false;
  private timer: Cancel = () => undefined;

  constructor(
    private readonly clock: Clock,
    private readonly post: Post,
    private readonly token: string,
    private readonly on: HttpEvents,
  ) {
    this.wait();
  }

  send(request: Request): void {
    void this.ask(request);
  }

  restart(): void {
    this.end(0);
  }

  close(): void {
    this.over = true;
    this.timer();
  }

  private wait(): void {
    this.timer = this.clock.after(POLL_MS, () => {
      this.on.poll();
      this.wait();
    });
  }

  private async ask(request: Request): Promise<void> {
    const { path, body, id } = asHttp(request);
    const answer = await this.post(path, body, this.token).catch(() => ({ status: 0, body: undefined }));
    if (this.over) return;
    if (answer.status !== 200) return this.end(answer.status);
    try {
      const frame = parseFrame(Object.assign({}, answer.body, id && { id }));
      this.on.frame(frame as SyncFrame, request.client_id);
    } catch {
      this.end(400);
    }
  }

  private end(status: number): void {
    if (this.over) return;
    this.close();
    this.on.ended(status);
  }
}

function asHttp(request: Request): { path: string; body: unknown; id?: string } {
  if (request.type === "pull") {
    const { type: _, ...body } = request;
    return { path: "/sync/pull", body: { ...body, limit: PAGE_ROWS } };
  }
  const { type: _, id, ...body } = request;
  return { path: "/sync/push", body, id };
}

const API = "/api/v1";

/** Posts through the browser. */
export const postByFetch: Post = async (path, body, token) => {
  const response = await fetch(`${API}${path}`, {
    method: "POST",
    cache: "no-store",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json().catch(() => undefined) };
};
