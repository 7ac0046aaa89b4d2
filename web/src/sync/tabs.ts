import type { LinkFacts } from "./connection";

/** What tabs of one browser tell each other. Never what is in the journal: each reads that from the store. */
export type TabMessage =
  | { type: "changed" }
  | { type: "wake" }
  | { type: "who_leads" }
  | { type: "link"; link: LinkFacts };

export interface TabEvents {
  /** From now on this tab sends the outbox. */
  lead(): void;
  hear(message: TabMessage): void;
}

/** The tabs that share a store. One of them leads; when it ends, the browser makes another the leader. */
export interface Tabs {
  readonly leads: boolean;
  /** Returns how to leave. */
  join(on: TabEvents): () => void;
  tell(message: TabMessage): void;
}

/** The tabs of this browser, by a lock that one of them holds and a channel between them. */
export class BrowserTabs implements Tabs {
  leads = false;
  private hasLeft = false;
  private readonly channel: BroadcastChannel;

  constructor(private readonly name: string) {
    this.channel = new BroadcastChannel(name);
  }

  join(on: TabEvents): () => void {
    const left = new AbortController();
    this.channel.onmessage = ({ data }: MessageEvent<TabMessage>) => on.hear(data);
    const lead = () => {
      this.leads = true;
      on.lead();
      return new Promise<void>((leave) => left.signal.addEventListener("abort", () => leave()));
    };
    // Who leaves before their turn has come, has left.
    navigator.locks.request(this.name, { signal: left.signal }, lead).catch(() => undefined);
    this.tell({ type: "who_leads" });
    return () => {
      this.leads = false;
      this.hasLeft = true;
      left.abort();
      this.channel.close();
    };
  }

  tell(message: TabMessage): void {
    if (!this.hasLeft) this.channel.postMessage(message);
  }
}
