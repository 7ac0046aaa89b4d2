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
  /** Returns how to leave; who has left can join again. */
  join(on: TabEvents): () => void;
  tell(message: TabMessage): void;
}

/** Tells all tabs that share the store `name`, without being one of them. */
export function tellTabs(name: string, message: TabMessage): void {
  const channel = new BroadcastChannel(name);
  channel.postMessage(message);
  channel.close();
}

/** The tabs of this browser, by a lock that one of them holds and a channel between them. */
export class BrowserTabs implements Tabs {
  leads = false;
  private channel: BroadcastChannel | undefined;

  constructor(private readonly name: string) {}

  join(on: TabEvents): () => void {
    const left = new AbortController();
    const { signal } = left;
    const channel = new BroadcastChannel(this.name);
    channel.onmessage = ({ data }: MessageEvent<TabMessage>) => on.hear(data);
    this.channel = channel;
    const lead = async () => {
      // The turn came in the moment of leaving.
      if (signal.aborted) return;
      this.leads = true;
      on.lead();
      await new Promise((leave) => signal.addEventListener("abort", leave));
    };
    // Who leaves before their turn has come, has left.
    navigator.locks.request(this.name, { signal }, lead).catch(() => undefined);
    this.tell({ type: "who_leads" });
    return () => {
      this.leads = false;
      this.channel = undefined;
      left.abort();
      channel.close();
    };
  }

  tell(message: TabMessage): void {
    this.channel?.postMessage(message);
  }
}
