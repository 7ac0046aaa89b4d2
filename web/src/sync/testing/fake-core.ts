import { unread } from "../mutators";
import type { Frame, PullFrame, PushFrame, SyncFrame } from "../protocol";
import type { SeededRandom } from "./clock";
import type { Core, End, Happening } from "./core";
import { FakeServer } from "./fake-server";

/** The server in memory: quick, and it can be made to err. */
export class FakeCore implements Core {
  private readonly server: FakeServer;
  private backup: ReturnType<FakeServer["backup"]> | undefined;

  constructor(
    private readonly random: SeededRandom,
    options: { pageRows: number; dedupe?: boolean },
  ) {
    this.server = new FakeServer({ dedupe: true, ...options });
  }

  get seq(): number {
    return this.server.seq;
  }
  get epoch(): number {
    return this.server.epoch;
  }

  async push(request: PushFrame): Promise<Exclude<SyncFrame, Frame<"delta">>> {
    return this.server.push(request);
  }
  async pull(request: Omit<PullFrame, "type">): Promise<Frame<"delta" | "reset">> {
    return this.server.pull(request);
  }
  async abort(): Promise<void> {
    // It applies all or nothing at once.
  }

  async happen(what: Happening): Promise<boolean> {
    const { server } = this;
    if (what === "restore") return this.restore();
    if (what === "back_up") this.backup = server.backup();
    else if (what === "compact") server.compact(this.random.below(server.seq + 1));
    else if (what === "epoch") server.epoch += 1;
    else if (what === "work") this.read();
    return true;
  }

  async end(): Promise<End> {
    return { rows: [...this.server.rows.values()].filter((row) => row.op === "put"), written: this.server.history };
  }

  private restore(): boolean {
    if (!this.backup) return false;
    this.server.restore(this.backup);
    this.backup = this.server.backup();
    return true;
  }

  private read(): void {
    const entries = [...this.server.rows.values()].filter((row) => row.t === "entry" && row.op === "put");
    if (entries.length === 0) return;
    const { id } = this.random.pick(entries);
    this.server.put("analysis", id, { ...unread(id), status: this.random.pick(["processing", "completed"]) });
  }
}
