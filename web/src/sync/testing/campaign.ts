import { newId } from "../ids";
import type { NewMutation, Seen } from "../mutations";
import type { SyncFrame } from "../protocol";
import type { Browser, Wire } from "./browser";
import { ManualClock, SeededRandom } from "./clock";
import { type Core, type End, REFUSED_WORD } from "./core";
import { type Device, OwnDevice, PassingDevice } from "./devices";
import { FakeCore } from "./fake-core";
import { checkEnd, newestWord, PositionWatch, titleWith, violation } from "./invariants";

/** Makes the server of a schedule, for one person; `pageRows`: how many rows it sends at a time. */
export type MakeCore = (pageRows: number, random: SeededRandom) => Promise<Core>;

export interface CampaignOptions {
  seed: number;
  steps?: number;
  /** The server; one in memory if none is named. */
  makeCore?: MakeCore;
  /** Both keep the journal, in tabs that come and die. */
  own?: boolean;
}

/** How long a good network may take to bring everything to rest, in timers and in messages between two of them. */
const CALM_ROUNDS = 50;
const CALM_MESSAGES = 2_000;

interface Message {
  deliver(): Promise<void>;
  /** It goes from one tab to another, and not over the network. */
  isLocal?: true;
}

const inMemory: MakeCore = async (pageRows, random) => new FakeCore(random, { pageRows });

/**
 * One random schedule: two people's browsers write, and the network between them and the server loses, doubles, reorders
 * and delays; the server refuses, forgets, is killed and restored, and starts new epochs; tabs are opened and die. Then
 * the network is good for a while, and everything must be as it should. Throws a {@link Violation}.
 */
export async function runSchedule(options: CampaignOptions): Promise<Schedule> {
  const schedule = await Schedule.begin(options);
  for (let step = 0; step < (options.steps ?? 120); step += 1) await schedule.step();
  await schedule.calm();
  checkEnd(await schedule.end(), schedule.devices);
  await schedule.close();
  return schedule;
}

export class Schedule {
  readonly clock = new ManualClock();
  readonly devices: Device[] = [];
  /** What had been written when all was quiet. */
  written: End["written"] = [];
  /** How often things happened to the server. */
  readonly happened = { epoch: 0, restore: 0, restart: 0, abort: 0, compact: 0 };
  private readonly watch = new PositionWatch();
  private inTransit: Message[] = [];
  private words = 0;
  private announced = 0;
  /** Both browsers begin under one client id: a cloned profile, a restored phone. */
  private readonly areClones: boolean;

  private constructor(
    private readonly options: CampaignOptions,
    private readonly random: SeededRandom,
    private readonly core: Core,
  ) {
    this.areClones = this.random.chance(0.1);
  }

  static async begin(options: CampaignOptions): Promise<Schedule> {
    const random = new SeededRandom(options.seed);
    const core = await (options.makeCore ?? inMemory)(1 + random.below(4), random);
    const schedule = new Schedule(options, random, core);
    const cloned = schedule.areClones ? newId(schedule.clock, schedule.random) : undefined;
    for (const name of ["a", "b"]) schedule.devices.push(await schedule.make(name, cloned));
    if (random.chance(0.5)) await core.happen("back_up");
    return schedule;
  }

  private async make(name: string, cloned: string | undefined): Promise<Device> {
    const { clock, random } = this;
    const wire: Wire = (request, from) => this.ask(request, from);
    const post = (deliver: () => Promise<void>) => this.inTransit.push({ deliver, isLocal: true });
    const world = { clock, random, wire, post, live: random.chance(0.5) };
    if (!this.options.own) return new PassingDevice(name, world, cloned);
    const device = await OwnDevice.make(name, world, cloned);
    await device.open();
    return device;
  }

  async step(): Promise<void> {
    const roll = this.random.below(100);
    if (roll < 30) await this.type();
    else if (roll < 72) await this.deliverSome();
    else if (roll < 77) this.inTransit.splice(this.random.below(this.inTransit.length + 1), 1);
    else if (roll < 82) this.double();
    else if (roll < 90) await this.clock.fireNext();
    else if (roll < 96) await this.toggleLink(this.random.pick(this.devices));
    else await this.serverEvent();
    if (this.options.own) await this.tabEvent();
    await this.check();
  }

  /** The network behaves until nothing moves any more. */
  async calm(): Promise<void> {
    for (const device of this.devices) await this.connect(device);
    for (let round = 0; round < CALM_ROUNDS; round += 1) {
      for (let left = CALM_MESSAGES; this.inTransit.length > 0 && left > 0; left -= 1) await this.deliver(0);
      await this.check();
      if (this.isQuiet()) return;
      await this.clock.fireNext();
      for (const { leader } of this.devices) await leader?.engine.pull();
      for (const tab of this.tabs()) await tab.store.refresh();
    }
    throw violation("stuck", "messages do not end, an outbox does not empty, or a browser stays behind");
  }

  /** What the server has at the end. */
  async end(): Promise<End> {
    const end = await this.core.end();
    this.written = end.written;
    return end;
  }

  async close(): Promise<void> {
    for (const device of this.devices) await device.end();
  }

  private tabs(): Browser[] {
    return this.devices.flatMap((device) => device.tabs);
  }

  private async connect(device: Device): Promise<void> {
    device.spare();
    const leader = device.leader ?? (await device.open());
    await leader.store.refresh();
    if (!leader.connected) await leader.connect(this.core.seq);
  }

  private isQuiet(): boolean {
    const { seq, epoch } = this.core;
    const isInStep = ({ view: { meta, outbox } }: Browser) =>
      meta?.cookie === seq && meta.epoch === epoch && outbox.length === 0;
    return this.tabs().every(isInStep) && this.inTransit.length === 0;
  }

  /** Lets everything come to rest that is under way in the tabs, and looks. */
  private async check(): Promise<void> {
    for (const device of this.devices) {
      for (const tab of device.tabs) {
        await device.survives(tab, tab.rest());
        if (tab.faults.length > 0) throw tab.faults[0];
        this.watch.check(tab);
      }
    }
  }

  private ask(...[request, from]: Parameters<Wire>): void {
    const answer = async () => {
      // Sometimes the server is killed in the midst of it.
      if (request.type === "push" && this.random.chance(0.05)) {
        this.happened.abort += 1;
        return this.core.abort(request);
      }
      const frame: SyncFrame = await (request.type === "push" ? this.core.push(request) : this.core.pull(request));
      this.inTransit.push({ deliver: () => this.give(from, frame, request.client_id) });
      await this.announce();
    };
    if (this.tabs().includes(from)) this.inTransit.push({ deliver: answer });
  }

  private async give(tab: Browser, frame: SyncFrame, client_id: string): Promise<void> {
    const device = this.devices.find(({ tabs }) => tabs.includes(tab));
    if (device) await device.survives(tab, tab.receive(frame, client_id));
  }

  /** What the server sends over live links after a change: everything that the browser at the other end lacks. */
  private async announce(): Promise<void> {
    if (this.announced === this.core.seq) return;
    this.announced = this.core.seq;
    for (const tab of this.tabs()) {
      const meta = tab.view.meta;
      if (!tab.connected || !tab.live || !meta || meta.cookie === this.core.seq) continue;
      const frame = await this.core.pull(meta);
      this.inTransit.push({ deliver: () => this.give(tab, frame, meta.client_id) });
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

  private async toggleLink(device: Device): Promise<void> {
    const { leader } = device;
    if (!leader) return;
    if (leader.connected) await device.survives(leader, leader.disconnect());
    else
      await device.survives(
        leader,
        leader.store.refresh().then(() => leader.connect(this.core.seq)),
      );
  }

  private async tabEvent(): Promise<void> {
    const [roll, device] = [this.random.below(100), this.random.pick(this.devices)];
    if (device.tabs.length === 0 || (roll < 4 && device.tabs.length < 2)) await device.open();
    else if (roll < 12) device.doom(this.random.pick(device.tabs), this.random.below(8));
  }

  private async serverEvent(): Promise<void> {
    const event = this.random.below(7);
    if (event === 0) await this.passMonths();
    else if (event === 1) await this.happen("epoch");
    else if (event === 2) await this.core.happen("back_up");
    else if (event === 3 && !this.areClones) await this.restore();
    else if (event === 4) await this.restart();
    else await this.core.happen("work");
    await this.announce();
  }

  private async happen(what: "epoch" | "restore" | "restart" | "compact"): Promise<void> {
    if (await this.core.happen(what)) this.happened[what] += 1;
  }

  /** Deletions are forgotten after so long that nothing which was under way is still awaited. */
  private async passMonths(): Promise<void> {
    await this.breakLinks();
    await this.happen("compact");
  }

  /** Every connection ends with it. */
  private async restart(): Promise<void> {
    await this.breakLinks();
    await this.happen("restart");
  }

  private async breakLinks(): Promise<void> {
    for (const device of this.devices) if (device.leader?.connected) await this.toggleLink(device);
    this.inTransit = this.inTransit.filter(({ isLocal }) => isLocal);
  }

  /** Not after a fork: what had arrived under the name that was given up cannot be sent again under the new one. */
  private async restore(): Promise<void> {
    await this.happen("restore");
    this.announced = -1;
  }

  /** Someone types, in one tab or in two at once. */
  private async type(): Promise<void> {
    const device = this.random.pick(this.devices);
    const some = this.random.chance(0.2) ? device.tabs : device.tabs.slice(-1);
    const changes = some.map((tab) => ({ tab, ...this.invent(device, tab) }));
    const stored = changes.map(({ tab, mutation, seen }) =>
      device.survives(tab, tab.mutate(mutation, seen, this.dueOf(mutation))),
    );
    const words: (string | undefined)[] = [];
    for (const [index, isStored] of (await Promise.all(stored)).entries())
      if (isStored) words.push(changes[index]?.word);
    device.typed.push(words.flatMap((word) => word ?? []));
  }

  private invent(device: Device, { view }: Browser): { mutation: NewMutation; word?: string; seen?: Seen } {
    const entries = view.entries();
    if (entries.length < 2 || this.random.chance(0.1)) {
      const [id, word] = [newId(this.clock, this.random), this.word(device)];
      return { mutation: { name: "entry.create@1", args: { id, text: word } }, word };
    }
    const { id, vid, text, title } = this.random.pick(entries);
    const roll = this.random.below(20);
    if (roll === 0) return { mutation: { name: "entry.delete@1", args: { id }, base_vid: vid } };
    if (roll === 1) return { mutation: { name: "entry.publish@1", args: { id } } };
    if (roll < 5) {
      // Over words that are on their way from here: the two belong together.
      const isOwn = view.outbox.some((item) => item.name === "entry.edit@1" && item.args.text === text);
      const said = isOwn ? titleWith(newestWord(text)) : `title ${roll}`;
      return { mutation: { name: "entry.set@2", args: { id, title: said, mood: 3 }, base_vid: vid } };
    }
    const word = this.word(device);
    // In the same paragraph, or in one of its own after or before the others: some of it can be merged.
    const changed = [`${text} ${word}`, `${text}\n\n${word}`, `${word}\n\n${text}`][this.random.below(3)] ?? text;
    const titled = this.random.chance(0.2) ? { title: titleWith(word) } : {};
    const mutation: NewMutation = { name: "entry.edit@1", args: { id, text: changed, ...titled }, base_vid: vid };
    return { mutation, word, seen: { vid, text, title } };
  }

  /** Some texts are still being written: they may wait. */
  private dueOf({ name }: NewMutation): number | undefined {
    const isText = name === "entry.create@1" || name === "entry.edit@1";
    return isText && this.words % 3 === 0 ? this.clock.now() + 2_000 : undefined;
  }

  private word(device: Device): string {
    this.words += 1;
    const refused = this.random.chance(0.05) ? `-${REFUSED_WORD}` : "";
    return `${device.name}${this.words}${refused}`;
  }
}
