/** The real server, with a data directory of its own. */

import { cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program, runToEnd } from "./program";

/** Settings, as environment variables. */
export type Settings = Readonly<Record<string, string>>;

export class Server {
  readonly dataDir: string;
  #settings: Settings;
  #program: Program;
  #earlierLogs = "";
  #url: string;
  #isUp = true;

  private constructor(dataDir: string, settings: Settings, program: Program, url: string) {
    this.dataDir = dataDir;
    this.#settings = settings;
    this.#program = program;
    this.#url = url;
  }

  /** Starts a server on an empty data directory, on any free port. */
  static async start(settings: Settings = {}): Promise<Server> {
    const dataDir = await mkdtemp(join(tmpdir(), "hearken-e2e-"));
    try {
      const [program, url] = await run(dataDir, settings, "127.0.0.1:0");
      return new Server(dataDir, settings, program, url);
    } catch (cause) {
      await rm(dataDir, { recursive: true });
      throw cause;
    }
  }

  /** Where it listens, as in `http://127.0.0.1:4747`. */
  get url(): string {
    return this.#url;
  }

  /** Everything it has printed since its first start. */
  get logs(): string {
    return this.#earlierLogs + this.#program.output;
  }

  /** Ends it in good order; its data stays. */
  async goDown(): Promise<void> {
    await this.#program.stop();
    this.#isUp = false;
  }

  /** Ends it as a power cut would; its data stays. */
  async crash(): Promise<void> {
    await this.#program.kill();
    this.#isUp = false;
  }

  /** Starts it again on the same data, at the same address; with other settings if some are given. */
  async comeBack(settings: Settings = this.#settings): Promise<void> {
    this.#earlierLogs = this.logs;
    this.#settings = settings;
    [this.#program, this.#url] = await run(this.dataDir, settings, new URL(this.#url).host);
    this.#isUp = true;
  }

  /** Backs it up while it runs. */
  async backUp(): Promise<void> {
    await runToEnd("hearken", ["backup", "create", "--data-dir", this.dataDir], this.#settings);
  }

  /** Loses everything but the backups and the master key, restores the last backup, and starts again. */
  async loseItsDisk(): Promise<void> {
    await this.goDown();
    const lost = `${this.dataDir}-lost`;
    await rename(this.dataDir, lost);
    try {
      await mkdir(this.dataDir, { mode: 0o700 });
      for (const name of ["master.key", "backups", "key-backups"]) {
        await cp(join(lost, name), join(this.dataDir, name), { recursive: true });
      }
      await runToEnd("hearken", ["backup", "restore", "--data-dir", this.dataDir], this.#settings);
    } finally {
      await rm(lost, { recursive: true });
    }
    await this.comeBack();
  }

  /** Ends it and removes its data; answers its exit code, or nothing if it was down already. */
  async end(): Promise<number | null | undefined> {
    try {
      return this.#isUp ? await this.#program.stop() : undefined;
    } finally {
      await rm(this.dataDir, { recursive: true });
    }
  }
}

async function run(dataDir: string, settings: Settings, listen: string): Promise<[Program, string]> {
  const args = ["serve", "--data-dir", dataDir, "--listen", listen];
  const ready = /^Hearken is listening on http:\/\/localhost:(\d+)$/m;
  const [program, [, port = ""]] = await Program.start("hearken", args, settings, ready);
  // It says the name to open; tests listen on one address, and choose the name themselves (`host` in test.ts).
  return [program, `http://127.0.0.1:${port}`];
}
