/** A simulated AI provider, as `cargo xtask sim` runs it. */

import { Program } from "./program";
import type { Settings } from "./server";

export class Simulator {
  #program: Program;
  /** Its base URL, as `HEARKEN_CHAT_BASE_URL` takes it. */
  readonly baseUrl: string;

  private constructor(program: Program, baseUrl: string) {
    this.#program = program;
    this.baseUrl = baseUrl;
  }

  /** `usually`: what requests meet, in a word of `cargo xtask sim --help`. */
  static async start(usually = "ok"): Promise<Simulator> {
    const [program, baseUrl] = await run("127.0.0.1:0", usually);
    return new Simulator(program, baseUrl);
  }

  /** The settings by which a server uses it. */
  get settings(): Settings {
    return { HEARKEN_CHAT_BASE_URL: this.baseUrl, HEARKEN_CHAT_MODEL: "sim" };
  }

  /** How many readings it was asked for since it last became something. */
  get requests(): number {
    return this.#program.output.match(/^POST \/v1\/chat\/completions /gm)?.length ?? 0;
  }

  /** From now on requests meet something else. */
  async become(usually: string): Promise<void> {
    await this.#program.stop();
    [this.#program] = await run(new URL(this.baseUrl).host, usually);
  }

  async end(): Promise<void> {
    await this.#program.stop();
  }
}

async function run(listen: string, usually: string): Promise<[Program, string]> {
  const args = ["sim", "--listen", listen, "--usually", usually];
  const [program, [, baseUrl = ""]] = await Program.start("xtask", args, {}, /^Simulated provider at (http\S+)\./m);
  return [program, baseUrl];
}
