/** A program that a test starts, whose output it reads, and that never outlives the test. */

import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { within } from "./within";

/** How long a program may take to say that it is ready, and to end when asked to. */
const PATIENCE_MS = 20_000;

/** Cargo's folder of development builds, where `cargo xtask e2e` has put the programs. */
const BINARIES = join(process.env.CARGO_TARGET_DIR ?? resolve(import.meta.dirname, "../../target"), "debug");

type Environment = Readonly<Record<string, string>>;

/** Lets `name` run to its end with exactly this environment; fails with what it printed if it does. */
export async function runToEnd(name: string, args: readonly string[], env: Environment): Promise<void> {
  const options = { env: { PATH: process.env.PATH ?? "", ...env }, timeout: PATIENCE_MS };
  await promisify(execFile)(join(BINARIES, name), args, options);
}

export class Program {
  readonly #name: string;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<unknown>;
  #output = "";

  private constructor(name: string, process: ChildProcessWithoutNullStreams) {
    this.#name = name;
    this.#process = process;
    this.#ended = once(process, "exit");
    for (const stream of [process.stdout, process.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.#output += text;
      });
    }
  }

  /** Starts `name` with exactly this environment and waits until its output matches `ready`; answers the match. */
  static async start(
    name: string,
    args: readonly string[],
    env: Environment,
    ready: RegExp,
  ): Promise<[Program, RegExpMatchArray]> {
    const child = spawn(join(BINARIES, name), args, { env: { PATH: process.env.PATH ?? "", ...env } });
    const program = new Program(name, child);
    // A program that is not there says so by this event.
    const failed = once(child, "error").then(([cause]) => Promise.reject(cause));
    try {
      return [program, await Promise.race([program.#saying(ready), failed])];
    } catch (cause) {
      child.kill("SIGKILL");
      throw new Error(`${name} did not start. It said:\n${program.output}`, { cause });
    }
  }

  /** Everything it has printed. */
  get output(): string {
    return this.#output;
  }

  /** Asks it to end, and waits for that; answers its exit code. */
  async stop(): Promise<number | null> {
    this.#process.kill("SIGTERM");
    try {
      await within(this.#ended, PATIENCE_MS, `${this.#name} did not end when asked to`);
    } catch (cause) {
      this.#process.kill("SIGKILL");
      throw cause;
    }
    return this.#process.exitCode;
  }

  /** Ends it at once, as a power cut would, in the middle of whatever it does. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await within(this.#ended, PATIENCE_MS, `${this.#name} could not be killed`);
  }

  async #saying(ready: RegExp): Promise<RegExpMatchArray> {
    const found = new Promise<RegExpMatchArray>((answer) => {
      const look = () => {
        const match = this.#output.match(ready);
        if (match) answer(match);
      };
      this.#process.stdout.on("data", look);
      this.#process.stderr.on("data", look);
    });
    const ended = this.#ended.then(() => Promise.reject(new Error(`${this.#name} ended early`)));
    return within(Promise.race([found, ended]), PATIENCE_MS, `${this.#name} was not ready in time`);
  }
}
