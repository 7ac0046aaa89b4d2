import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { type Frame, type PullFrame, type PushFrame, parseFrame, type SyncFrame } from "../protocol";
import type { Core, End, Happening } from "./core";
import { violation } from "./invariants";

interface Reply {
  seq: number;
  epoch: number;
  answer: unknown;
}

/** The program that stands behind pipes: the server's own core. It watches what becomes of every push. */
export class CoreProgram {
  private readonly program: ChildProcessByStdio<Writable, Readable, null>;
  private readonly lines: Interface;
  private readonly waiting: { resolve(reply: Reply): void; reject(error: Error): void }[] = [];

  constructor(path: string) {
    this.program = spawn(path, { stdio: ["pipe", "pipe", "inherit"] });
    this.lines = createInterface({ input: this.program.stdout });
    this.lines.on("line", (line) => this.take(JSON.parse(line)));
    this.program.on("close", () => this.fail(new Error("the server core has ended")));
    this.program.on("error", (error) => this.fail(error));
  }

  /** The core for another person, whose journal is empty. */
  async next(pageRows: number): Promise<Core> {
    const core = new RealCore(this, pageRows);
    await core.begin();
    return core;
  }

  ask(line: unknown): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.program.stdin.write(`${JSON.stringify(line)}\n`);
    });
  }

  end(): void {
    this.program.stdin.end();
  }

  private take(reply: Reply | { violation: string }): void {
    const asked = this.waiting.shift();
    if ("violation" in reply) asked?.reject(violation("server", reply.violation));
    else asked?.resolve(reply);
  }

  private fail(error: Error): void {
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}

class RealCore implements Core {
  seq = 0;
  epoch = 0;
  private hasBackup = false;

  constructor(
    private readonly program: CoreProgram,
    private readonly pageRows: number,
  ) {}

  async begin(): Promise<void> {
    await this.ask("next");
  }

  async push(request: PushFrame): Promise<Exclude<SyncFrame, Frame<"delta">>> {
    const { id } = request;
    const answer = await this.ask({ push: asBody(request) });
    return parseFrame(Object.assign({ id }, answer)) as Exclude<SyncFrame, Frame<"delta">>;
  }

  async pull({ client_id, cookie, epoch, fresh }: Omit<PullFrame, "type">): Promise<Frame<"delta" | "reset">> {
    const body = { client_id, cookie, epoch, limit: this.pageRows, ...(fresh && { fresh }) };
    return parseFrame(await this.ask({ pull: body })) as Frame<"delta" | "reset">;
  }

  async abort(request: PushFrame): Promise<void> {
    await this.ask({ abort: asBody(request) });
  }

  async happen(what: Happening): Promise<boolean> {
    if (what === "restore" && !this.hasBackup) return false;
    await this.ask({ happen: what });
    this.hasBackup ||= what === "back_up";
    return true;
  }

  async end(): Promise<End> {
    const { everything, written } = (await this.ask("end")) as { everything: unknown; written: End["written"] };
    const { rows } = parseFrame(everything) as Frame<"delta">;
    return { rows: rows.filter((row) => row.op === "put"), written };
  }

  private async ask(line: unknown): Promise<unknown> {
    const { seq, epoch, answer } = await this.program.ask(line);
    this.seq = seq;
    this.epoch = epoch;
    return answer;
  }
}

function asBody({ type: _, id: __, ...body }: PushFrame): object {
  return body;
}
