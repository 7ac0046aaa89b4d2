/** One browser's journal: the shipped sync client in a tab that may die, and what the browser keeps beyond that. */

import { Client } from "@/sync/client";
import { openOrMake } from "@/sync/device/open";
import { systemClock, systemRandom } from "@/sync/environment";
import { postByFetch } from "@/sync/http";
import { newId } from "@/sync/ids";
import { MemoryStore } from "@/sync/memory";
import { CLOSED, type OpenSocket, openBrowserSocket } from "@/sync/socket";
import { type Store, type StoreChange, snapshotOf } from "@/sync/store";
import type { Tabs } from "@/sync/tabs";
import { closeTheTab } from "./browser";

/** Close codes that say that something is wrong with the client, or with the server. */
const DEFECTS = [CLOSED.notUnderstood, CLOSED.failed];

/** Answers after which the same request may succeed: the session has ended, the request did not arrive whole. */
const PASSING = [401, 408];

/** Who this is, as the checker says. */
export interface Who {
  address: string;
  email: string;
  password: string;
  user: string;
  /** How tokens of this device begin. */
  own: string;
  /** Whether the browser keeps the journal. */
  keeps: boolean;
}

export interface JournalEvents {
  /** What is held has changed. */
  held(change: StoreChange): void;
  /** What is shown may have changed. */
  shown(): void;
  wrong(what: string): void;
}

/** Ends everything that a tab has begun: nothing of it is heard of any more. */
class Life {
  over = false;

  /** `work`, which never ends when the tab dies before. */
  survive<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      work.then(
        (value) => this.over || resolve(value),
        (error) => this.over || reject(error),
      );
    });
  }
}

export class Journal {
  /** Frames and requests so far, without pings and without pulls that brought nothing. */
  frames = 0;
  private life = new Life();
  private running: Client | undefined;
  private store: Store | undefined;
  private token: string | undefined;

  constructor(
    private readonly who: Who,
    private readonly on: JournalEvents,
  ) {}

  get client(): Client {
    if (!this.running) throw new Error("the tab is not open");
    return this.running;
  }

  /** Whether a tab is open that has not died. */
  get isOpen(): boolean {
    return this.running !== undefined;
  }

  rows() {
    return this.store ? snapshotOf(this.store).rows : new Map();
  }

  async open(): Promise<void> {
    const life = this.life;
    const { store, tabs } = await life.survive(this.place());
    this.store = store;
    store.watch((change) => life.over || this.on.held(change));
    this.running = new Client({
      clock: { ...systemClock, after: (ms, run) => systemClock.after(ms, () => life.over || run()) },
      random: systemRandom,
      store,
      ...(tabs ? { tabs } : {}),
      deletionNotes: { read: () => [], write: () => undefined },
      url: `ws://${this.who.address}/api/v1/sync/ws`,
      open: this.openSocket(life),
      post: (path, body, token) => life.survive(this.post(path, body, token)),
      getToken: ({ refused }) => life.survive(this.getToken(refused)),
      online: () => true,
      onNotAccepted: () => undefined,
      onFault: (error) => life.over || this.on.wrong(`fault: ${String(error)}`),
    });
    this.running.view.subscribe(() => life.over || this.on.shown());
    this.running.start();
    this.on.shown();
  }

  /** Ends the tab as the system does: in the middle of anything, without a word. */
  crash(): void {
    this.life.over = true;
    this.life = new Life();
    this.running = undefined;
    closeTheTab();
  }

  private async place(): Promise<{ store: Store; tabs?: Tabs }> {
    if (!this.who.keeps) return { store: new MemoryStore(() => newId()) };
    const life = this.life;
    const on = { onDetached: (error: unknown) => life.over || this.on.wrong(`not kept: ${String(error)}`) };
    return openOrMake(this.who.user, on);
  }

  private openSocket(life: Life): OpenSocket {
    return (url, protocol, on) => {
      const raw = openBrowserSocket(url, protocol, {
        opened: () => (life.over ? raw.close(1000) : on.opened()),
        message: (text) => {
          if (life.over) return raw.close(1000);
          this.note(JSON.parse(text));
          on.message(text);
        },
        closed: (code) => {
          if (life.over) return;
          if (DEFECTS.includes(code)) this.on.wrong(`the server closed a socket with ${code}`);
          on.closed(code);
        },
      });
      return { send: (text) => life.over || raw.send(text), close: (code) => raw.close(code) };
    };
  }

  private async post(path: string, body: unknown, token: string): Promise<{ status: number; body: unknown }> {
    const answer = await postByFetch(path, body, token);
    if (answer.status === 200) this.note(answer.body as Noted);
    else if (!PASSING.includes(answer.status)) this.on.wrong(`${path} was answered with ${answer.status}`);
    return answer;
  }

  /** Counts what is said, and notices what a server that has lost nothing never says. */
  private note(frame: Noted): void {
    if (frame.type === "ping" || frame.type === "pong") return;
    if (frame.type !== "delta" || frame.rows?.length !== 0) this.frames += 1;
    const isStrange = frame.type === "reset" ? frame.reason !== "lag" : ["gap", "client_fork"].includes(frame.type);
    if (isStrange) this.on.wrong(`unexpected: ${JSON.stringify(frame)}`);
  }

  private async getToken(refused: string | undefined): Promise<string> {
    if (this.token === undefined || this.token === refused) this.token = await this.signIn();
    return this.token;
  }

  private async signIn(): Promise<string> {
    const { email, password } = this.who;
    const answer = await fetch("/api/v1/auth/login", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email, password, session: "token" }),
    });
    if (!answer.ok) throw new Error(`signing in was answered with ${answer.status}`);
    return ((await answer.json()) as { access_token: string }).access_token;
  }
}

interface Noted {
  type: string;
  reason?: string;
  rows?: unknown[];
}
