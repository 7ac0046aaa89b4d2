import { newId } from "../ids";
import type { NewMutation } from "../mutations";
import { unread } from "../mutators";
import type { Request, SyncFrame } from "../protocol";
import { Browser, type Wire } from "./browser";
import { ManualClock, SeededRandom } from "./clock";
import { FakeServer, REFUSED_WORD } from "./fake-server";
import { checkEnd, PositionWatch, type Violation, violation } from "./invariants";

export interface CampaignOptions {
  seed: number;
  steps?: number;
  dedupe?: boolean;
}

/** How long a good network may take to bring everything to rest, in timers and in messages between two of them. */
const CALM_ROUNDS = 50;
const CALM_MESSAGES = 2_000;

interface Message {
  deliver(): Promise<void>;
}

/**
 * One random schedule: two browsers write, and the network between them and the server loses, doubles, reorders and
 * delays; the server refuses, forgets and starts new epochs. Then the network is good for a while, and everything must
 * be as it should. Throws a {@link Violation}.
 */
export async function runSchedule(options: CampaignOptions): Promise<Schedule> {
  const schedule = new Schedule(options);
  for (let step = 0; step < (options.steps ?? 120); step += 1) await schedule.step();
  await schedule.calm();
  checkEnd(schedule.server, schedule.browsers);
  return schedule;
}

export class Schedule {
  readonly clock = new ManualClock();
  readonly server: FakeServer;
  readonly browsers: Browser[];
  private readonly random: SeededRandom;
  private readonly watch = new PositionWatch();
  private inTransit: Message[] = [];
  private words = 0;
  private announced = 0;
  private backup: ReturnType<FakeServer["backup"]>;
  /** How often the server was restored to a state in which it knew less. */
  restores = 0;
  /** Both browsers begin under one client id. */
  private readonly areClones: boolean;

  constructor(options: CampaignOptions) {
    this.random = new SeededRandom(options.seed);
    this.server = new FakeServer({ pageRows: 1 + this.random.below(4), dedupe: options.dedupe ?? true });
    this.backup = this.server.backup();
    // Sometimes the second is a copy of the first: a cloned profile, a restored phone.
    this.areClones = this.random.chance(0.1);
    const cloned = this.areClones ? newId(this.clock, this.random) : undefined;
    this.browsers = ["a", "b"].map((name) => this.open(name, cloned));
  }

  private open(name: string, cloned: string | undefined): Browser {
    const wire: Wire = (request, from) => this.ask(request, from);
    return new Browser(name, this.clock, this.random, wire, this.random.chance(0.5), cloned);
  }

  async step(): Promise<void> {
    const roll = this.random.below(100);
    if (roll < 30) await this.type();
    else if (roll < 72) await this.deliverSome();
    else if (roll < 77) this.inTransit.splice(this.random.below(this.inTransit.length + 1), 1);
    else if (roll < 82) this.double();
    else if (roll < 90) await this.clock.fireNext();
    else if (roll < 96) await this.toggleLink(this.random.pick(this.browsers));
    else await this.serverEvent();
    this.check();
  }

  /** The network behaves until nothing moves any more. */
  async calm(): Promise<void> {
    for (const browser of this.browsers) if (!browser.connected) await browser.connect(this.server.seq);
    for (let round = 0; round < CALM_ROUNDS; round += 1) {
      for (let left = CALM_MESSAGES; this.inTransit.length > 0 && left > 0; left -= 1) await this.deliver(0);
      this.check();
      if (this.isQuiet()) return;
      await this.clock.fireNext();
      for (const browser of this.browsers) await browser.engine.pull();
    }
    throw violation("stuck", "messages do not end, an outbox does not empty, or a browser stays behind");
  }

  private isQuiet(): boolean {
    const { seq, epoch } = this.server;
    const isInStep = ({ view: { meta, outbox } }: Browser) =>
      meta?.cookie === seq && meta.epoch === epoch && outbox.length === 0;
    return this.browsers.every(isInStep) && this.inTransit.length === 0;
  }

  private check(): void {
    for (const browser of this.browsers) {
      if (browser.faults.length > 0) throw browser.faults[0];
      this.watch.check(browser);
    }
  }

  private ask(request: Request, from: Browser): void {
    const answer = async () => {
      const frame: SyncFrame = request.type === "push" ? this.server.push(request) : this.server.pull(request);
      this.inTransit.push({ deliver: () => from.receive(frame, request.client_id) });
      this.announce();
    };
    this.inTransit.push({ deliver: answer });
  }

  /** What the server sends over live links after a change: everything that the browser at the other end lacks. */
  private announce(): void {
    if (this.announced === this.server.seq) return;
    this.announced = this.server.seq;
    for (const browser of this.browsers) {
      const meta = browser.view.meta;
      if (!browser.connected || !browser.live || !meta || meta.cookie === this.server.seq) continue;
      const frame = this.server.pull(meta);
      this.inTransit.push({ deliver: () => browser.receive(frame, meta.client_id) });
    }
  }

  private async deliverSome(): Promise<void> {
    // Mostly in order, sometimes not: both happen, and either alone hides faults.
    const index = this.random.chance(0.6) ? 0 : this.random.below(this.inTransit.length);
    if (this.inTransit.length > 0) await this.deliver(index);
  }

  private async deliver(index: number): Promise<void> {
    const [message] = this.inTransit.splice(index, 1);
    await message?.deliver();
  }

  private double(): void {
    if (this.inTransit.length > 0) this.inTransit.push(this.random.pick(this.inTransit));
  }

  private async toggleLink(browser: Browser): Promise<void> {
    if (browser.connected) await browser.disconnect();
    else await browser.connect(this.server.seq);
  }

  private async serverEvent(): Promise<void> {
    const event = this.random.below(6);
    if (event === 0) await this.passMonths();
    else if (event === 1) this.server.epoch += 1;
    else if (event === 2) this.backup = this.server.backup();
    else if (event === 3 && !this.areClones) this.restore();
    else this.readSomething();
    this.announce();
  }

  /** Deletions are forgotten after so long that nothing which was under way is still awaited. */
  private async passMonths(): Promise<void> {
    for (const browser of this.browsers) if (browser.connected) await browser.disconnect();
    this.inTransit = [];
    this.server.compact(this.random.below(this.server.seq + 1));
  }

  /** Not after a fork: what had arrived under the name that was given up cannot be sent again under the new one. */
  private restore(): void {
    if (this.server.history.length > this.backup.history.length) this.restores += 1;
    this.server.restore(this.backup);
    this.backup = this.server.backup();
    this.announced = -1;
  }

  private readSomething(): void {
    const entries = [...this.server.rows.values()].filter((row) => row.t === "entry" && row.op === "put");
    if (entries.length === 0) return;
    const { id } = this.random.pick(entries);
    this.server.put("analysis", id, { ...unread(id), status: this.random.pick(["processing", "completed"]) });
  }

  private async type(): Promise<void> {
    const browser = this.random.pick(this.browsers);
    const mutation = this.invent(browser);
    await browser.mutate(mutation);
  }

  private invent(browser: Browser): NewMutation {
    const entries = browser.view.entries();
    if (entries.length < 2 || this.random.chance(0.1)) {
      this.words += 1;
      return { name: "entry.create@1", args: { id: `entry-${this.words}`, text: this.word(browser) } };
    }
    const entry = this.random.pick(entries);
    const { id, vid } = entry;
    const roll = this.random.below(20);
    if (roll === 0) return { name: "entry.delete@1", args: { id }, base_vid: vid };
    if (roll === 1) return { name: "entry.publish@1", args: { id } };
    if (roll < 5) return { name: "entry.set@2", args: { id, title: `title ${roll}`, mood: 3 } };
    return { name: "entry.edit@1", args: { id, text: `${entry.text} ${this.word(browser)}` }, base_vid: vid };
  }

  private word(browser: Browser): string {
    this.words += 1;
    const refused = this.random.chance(0.05) ? `-${REFUSED_WORD}` : "";
    const word = `${browser.name}${this.words}${refused}`;
    browser.typed.push(word);
    return word;
  }
}

export type { Violation };
