/**
 * The shipped sync client without a page: what `cargo xtask campaign live` runs in Node.js. It takes lines of JSON, the
 * first of which says who it is, and answers with such lines (crates/testkit/src/checker/message.rs).
 */

import { createInterface } from "node:readline";
import type { Client } from "@/sync/client";
import type { NewMutation } from "@/sync/mutations";
import { beABrowser } from "./browser";
import { Journal, type Who } from "./journal";
import { withLine } from "./text";
import { Watch } from "./watch";

type Ask =
  | { do: "create"; token: string; entry: string; text: string }
  | { do: "append"; token: string; entry: string; section: number | null }
  | { do: "crash" }
  | { do: "look" }
  | { do: "rows" };
type Writing = Extract<Ask, { token: string }>;

class Headless {
  private readonly journal: Journal;
  private readonly watch: Watch;
  /** Tokens in the outbox, with the names of the text versions they are in. */
  private readonly waiting = new Map<string, string>();
  private readonly todo: Writing[] = [];
  private isWriting = false;

  constructor(who: Who) {
    const wrong = (what: string) => say({ say: "wrong", what });
    this.watch = new Watch(who.own, wrong);
    this.journal = new Journal(who, { held: (change) => this.watch.hold(change), shown: () => this.shown(), wrong });
  }

  async begin(): Promise<void> {
    await this.journal.open();
    void this.write();
  }

  take(ask: Ask): void {
    if (ask.do === "crash") {
      this.journal.crash();
      this.isWriting = false;
      void this.begin();
    } else if (ask.do === "look") this.look();
    else if (ask.do === "rows") this.rows();
    else {
      this.todo.push(ask);
      void this.write();
    }
  }

  /** One after the other, as somebody types. */
  private async write(): Promise<void> {
    if (this.isWriting || !this.journal.isOpen) return;
    this.isWriting = true;
    const { client } = this.journal;
    const isHere = () => this.journal.isOpen && this.journal.client === client;
    while (isHere()) {
      const next = this.todo.shift();
      if (!next) break;
      await this.writeOne(client, next, isHere);
    }
    if (isHere()) this.isWriting = false;
  }

  private async writeOne(client: Client, ask: Writing, isHere: () => boolean): Promise<void> {
    const { token, entry: id } = ask;
    const seen = client.view.entry(id);
    if (ask.do === "append" && !seen) {
      say({ say: "skipped", token });
      return;
    }
    const change: NewMutation =
      ask.do === "append"
        ? { name: "entry.edit@1", args: { id, text: withLine(seen?.text ?? "", token, ask.section) } }
        : { name: "entry.create@1", args: { id, text: ask.text, status: "draft" } };
    const vid = await client.mutate(change, ask.do === "append" ? seen : undefined);
    // Whether it is kept is not known to a tab that has died meanwhile.
    if (!isHere()) return;
    this.waiting.set(token, vid);
    say({ say: "stored", token });
    this.shown();
  }

  private shown(): void {
    if (!this.journal.isOpen) return;
    const { client } = this.journal;
    const { view } = client;
    this.watch.look(view);
    if (this.waiting.size === 0 || !view.meta) return;
    const { client_id } = view.meta;
    const queued = new Set(view.outbox.map(({ mid }) => `${client_id}.${mid}`));
    const refused = new Map(view.notAccepted.map((item) => [item.id, item.code]));
    for (const [token, vid] of this.waiting) {
      const name = client.currentVid(vid);
      if (queued.has(name)) continue;
      this.waiting.delete(token);
      const code = refused.get(vid) ?? refused.get(name);
      say(code === undefined ? { say: "acked", token } : { say: "refused", token, code });
    }
  }

  private look(): void {
    if (!this.journal.isOpen) {
      say({ say: "seen", cookie: 0, epoch: 0, outbox: 1, frames: 0, link: "opening" });
      return;
    }
    const { view, monitor } = this.journal.client;
    const { cookie, epoch } = view.meta ?? { cookie: 0, epoch: 0 };
    const isBusy = this.isWriting || !view.isComplete;
    const outbox = view.outbox.length + this.todo.length + (isBusy ? 1 : 0);
    say({ say: "seen", cookie, epoch, outbox, frames: this.journal.frames, link: monitor.current.state });
  }

  private rows(): void {
    const rows = [...this.journal.rows()].map(([key, { rev, d }]) => [key, `${rev} ${JSON.stringify(sorted(d))}`]);
    say({ say: "rows", rows: Object.fromEntries(rows) });
  }
}

/** A value with the keys of its objects in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => [name, sorted(field)]),
  );
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

let headless: Headless | undefined;

/** What nobody waited for: the work of a tab that has died may end so, that of a living one may not. */
process.on("unhandledRejection", (error) => say({ say: "wrong", what: `rejected: ${String(error)}` }));

createInterface({ input: process.stdin })
  .on("line", (line) => {
    if (headless) return headless.take(JSON.parse(line));
    const who: Who = JSON.parse(line);
    beABrowser(`http://${who.address}`);
    headless = new Headless(who);
    void headless.begin();
  })
  .on("close", () => process.exit(0));
