import { beforeEach, describe, expect, it, vi } from "vitest";
import type { NewMutation } from "./mutations";
import type { DeltaRow, Frame, PushFrame, Request, SyncFrame, WireMutation } from "./protocol";
import { Browser, memoryStore } from "./testing/browser";
import { ManualClock, SeededRandom } from "./testing/clock";

const AT = "2026-01-01T00:00:00Z";
const create = (id: string, text: string): NewMutation => ({ name: "entry.create@1", args: { id, text } });

let clock: ManualClock;
let asked: Request[];
let browser: Browser;

function open(live = true): Browser {
  clock = new ManualClock();
  asked = [];
  const random = new SeededRandom(1);
  const wire = (request: Request) => void asked.push(request);
  browser = new Browser("a", { clock, random, wire, live, store: memoryStore(clock, random) });
  return browser;
}

/** The requests of one kind since the last look. */
function take<T extends Request["type"]>(type: T): Extract<Request, { type: T }>[] {
  const taken = asked.filter((request) => request.type === type) as Extract<Request, { type: T }>[];
  asked = asked.filter((request) => request.type !== type);
  return taken;
}

function onlyPush(): PushFrame {
  const [push, ...more] = take("push");
  if (!push || more.length > 0) throw new Error(`expected one push, got ${push ? more.length + 1 : 0}`);
  return push;
}

const id = () => browser.view.meta?.client_id ?? "";
const receive = (frame: SyncFrame) => browser.receive(frame, id());

function delta(change: Partial<Frame<"delta">>): Frame<"delta"> {
  return { type: "delta", from: 0, to: 0, epoch: 1, last_mid: 0, more: false, rows: [], results: [], ...change };
}

function entry(id: string, rev: number, text: string): DeltaRow {
  const times = { text_at: AT, written_at: AT, created_at: AT, updated_at: AT };
  const blank = { conflict_of: null, device: null, title: "", mood: null, tags: [], people: [], private: false };
  const d = { ...blank, ...times, id, vid: `x.${rev}`, text, status: "draft", word_count: 1 } as const;
  return { t: "entry", id, rev, op: "put", d };
}

const withoutAge = ({ age_ms: _, ...mutation }: WireMutation) => mutation;

const pushed = (id: string, last_mid: number, change: Partial<Frame<"pushed">> = {}): Frame<"pushed"> => ({
  type: "pushed",
  id,
  last_mid,
  seq: last_mid,
  results: [],
  ...change,
});

beforeEach(() => {
  open();
});

describe("pushing", () => {
  it("has one push on its way; what is typed meanwhile waits and goes in one go", async () => {
    await browser.connect(0);
    await browser.mutate(create("e", "one"));
    const first = onlyPush();
    await browser.mutate(create("f", "two"));
    await browser.mutate(create("g", "three"));
    expect(take("push")).toEqual([]);
    await receive(pushed(first.id, 1));
    expect(onlyPush().mutations.map((mutation) => mutation.mid)).toEqual([2, 3]);
  });

  it("keeps a mutation until its effect is here, so that the screen never steps back", async () => {
    await browser.connect(0);
    await browser.mutate(create("e", "mine"));
    await receive(pushed(onlyPush().id, 1));
    expect(browser.view.entry("e")).toMatchObject({ text: "mine", saving: "syncing" });
    await receive(delta({ to: 1, last_mid: 1, rows: [entry("e", 1, "mine")] }));
    expect(browser.view.outbox).toEqual([]);
    expect(browser.view.entry("e")).toMatchObject({ text: "mine", saving: "saved" });
  });

  it("asks for the effect of a push when nothing brings it", async () => {
    await browser.connect(0);
    await receive(delta({}));
    take("pull");
    await browser.mutate(create("e", "mine"));
    await receive(pushed(onlyPush().id, 1));
    expect(take("pull")).toEqual([]);
    await clock.advance(1_500);
    expect(take("pull")).toHaveLength(1);
  });

  it("sends the same again when no answer comes, and ignores the late one", async () => {
    await browser.connect(0);
    await browser.mutate(create("e", "mine"));
    const lost = onlyPush();
    await clock.advance(10_000);
    const again = onlyPush();
    expect(again.mutations.map(withoutAge)).toEqual(lost.mutations.map(withoutAge));
    await receive({ type: "gap", id: lost.id, expect: 7 });
    expect(take("push")).toEqual([]);
    expect(browser.view.meta?.client_id).toBe(again.client_id);
  });

  it("says how old a change is whenever it sends it, by no clock but its own", async () => {
    await browser.mutate(create("e", "one"));
    await clock.advance(60_000);
    await browser.mutate({ name: "entry.edit@1", args: { id: "e", text: "one two" }, base_vid: `${id()}.1` });
    await clock.advance(180_000);
    await browser.connect(0);
    expect(onlyPush().mutations).toMatchObject([{ mid: 1, age_ms: 180_000, begun_ms: 240_000 }]);
    await clock.advance(10_000);
    const again = onlyPush();
    expect(again.mutations).toMatchObject([{ mid: 1, age_ms: 190_000, begun_ms: 250_000 }]);
    await receive(pushed(again.id, 1));
    await receive(delta({ to: 1, last_mid: 1, rows: [entry("e", 1, "one two")] }));
    await clock.advance(1_000_000);
    await receive({ type: "reset", from: 1, from_epoch: 1, epoch: 2, floor: 0, reason: "epoch" });
    await receive(delta({ epoch: 2 }));
    expect(onlyPush().mutations).toMatchObject([{ mid: 1, age_ms: 1_190_000, begun_ms: 1_250_000 }]);
  });

  it("counts no change as made in the future when the clock was set back", async () => {
    await browser.connect(0);
    await clock.advance(60_000);
    await browser.disconnect();
    await browser.mutate(create("e", "one"));
    vi.spyOn(clock, "now").mockReturnValue(0);
    await browser.connect(0);
    expect(onlyPush().mutations).toMatchObject([{ mid: 1, age_ms: 0 }]);
  });

  it("undoes a refused change as soon as it is told, and keeps its words", async () => {
    await browser.connect(0);
    await browser.mutate(create("e", "mine"));
    const { id } = onlyPush();
    await receive(
      pushed(id, 1, { results: [{ mid: 1, status: "rejected", code: "invalid_field", detail: "too odd" }] }),
    );
    expect(browser.view.entry("e")).toBeUndefined();
    expect(browser.view.notAccepted).toMatchObject([{ args: { text: "mine" }, detail: "too odd" }]);
  });

  it("goes back to the mutation that the server misses", async () => {
    await browser.mutate(create("e", "one"));
    await browser.connect(0);
    await receive(pushed(onlyPush().id, 1, { seq: 9 }));
    await browser.mutate(create("f", "two"));
    await receive({ type: "gap", id: onlyPush().id, expect: 1 });
    expect(onlyPush().mutations.map((mutation) => mutation.mid)).toEqual([1, 2]);
  });

  it("sends what has arrived once more to a server that has lost it, ahead of what waits", async () => {
    await arrive("e", 1);
    await browser.mutate(create("f", "two"));
    await receive({ type: "gap", id: onlyPush().id, expect: 1 });
    expect(onlyPush().mutations).toMatchObject([
      { mid: 1, args: { id: "e" } },
      { mid: 2, args: { id: "f" } },
    ]);
  });

  it("says what is lost when it is not here any more either, until the server has taken that in", async () => {
    await arrive("e", 1);
    await arrive("f", 2);
    await clock.advance(8 * 24 * 3_600_000);
    await arrive("g", 3);
    take("push");
    await browser.mutate(create("h", "four"));
    await receive({ type: "gap", id: onlyPush().id, expect: 1 });
    const push = onlyPush();
    expect(push).toMatchObject({ lost_through: 2, mutations: [{ mid: 3 }, { mid: 4 }] });
    await receive(pushed(push.id, 4));
    await browser.mutate(create("i", "five"));
    expect(onlyPush()).not.toHaveProperty("lost_through");
  });

  it("takes a new name when another browser writes under this one (R5), and hears nothing meant for the old", async () => {
    await browser.connect(0);
    await browser.mutate(create("e", "mine"));
    const before = onlyPush();
    await receive({ type: "client_fork", id: before.id });
    const after = onlyPush();
    expect(after.client_id).not.toBe(before.client_id);
    await browser.receive(delta({ to: 5, last_mid: 40 }), before.client_id);
    expect(browser.view.outbox).toHaveLength(1);
  });

  it("does not take another browser's mutation for its own (R5)", async () => {
    await browser.connect(0);
    await browser.mutate(create("e", "mine"));
    await receive(delta({ to: 1, last_mid: 1, rows: [entry("other", 1, "theirs")] }));
    expect(browser.view.outbox).toHaveLength(1);
  });
});

/** Writes an entry, and lets it arrive as mutation `mid`. */
async function arrive(id: string, mid: number): Promise<void> {
  if (mid === 1) await browser.connect(0);
  await browser.mutate(create(id, "written"));
  await receive(pushed(onlyPush().id, mid));
  await receive(delta({ from: mid - 1, to: mid, last_mid: mid, rows: [entry(id, mid, "written")] }));
}

describe("pulling", () => {
  it("takes the epoch of the first delta, and then applies only what was computed from its state (R1)", async () => {
    await browser.connect(0);
    await receive(delta({ to: 4, epoch: 3, rows: [entry("e", 4, "four")] }));
    expect(browser.view.meta).toMatchObject({ cookie: 4, epoch: 3 });
    for (const wrong of [
      { from: 0, to: 9 },
      { from: 5, to: 9 },
      { from: 4, to: 9, epoch: 2 },
    ]) {
      await receive(delta({ epoch: 3, ...wrong, rows: [entry("e", 9, "nine")] }));
    }
    expect(browser.view.entry("e")?.text).toBe("four");
    await receive(delta({ from: 4, to: 9, epoch: 3, rows: [entry("e", 9, "nine")] }));
    expect(browser.view.entry("e")?.text).toBe("nine");
  });

  it("pulls after a delta that does not fit, once", async () => {
    await browser.connect(4);
    await receive(delta({ to: 4 }));
    take("pull");
    await receive(delta({ from: 6, to: 8 }));
    await receive(delta({ from: 8, to: 9 }));
    expect(take("pull")).toEqual([{ type: "pull", client_id: browser.view.meta?.client_id, cookie: 4, epoch: 1 }]);
  });

  it("shows the pages of a pull together, never some of them", async () => {
    await browser.connect(2);
    await receive(delta({ to: 1, more: true, rows: [entry("e", 1, "page one")] }));
    expect(browser.view.entries()).toEqual([]);
    expect(take("pull")).toMatchObject([{ cookie: 1, epoch: 1 }]);
    await receive(delta({ from: 1, to: 2, rows: [entry("f", 2, "page two")] }));
    expect(browser.view.entries()).toHaveLength(2);
    expect(browser.view.meta?.cookie).toBe(2);
  });

  it("drops the pages of a pull when another tab has come further meanwhile (R1)", async () => {
    await browser.connect(2);
    await receive(delta({ to: 1, more: true, rows: [entry("e", 1, "page one")] }));
    take("pull");
    await browser.store.write(async (tx) => tx.setMeta({ ...(await tx.meta()), cookie: 7, epoch: 2 }));
    await receive(delta({ from: 1, to: 2, rows: [entry("f", 2, "page two")] }));
    expect(browser.view.entries()).toEqual([]);
    expect(browser.view.meta).toMatchObject({ cookie: 7, epoch: 2 });
    expect(take("pull")).toMatchObject([{ cookie: 7, epoch: 2 }]);
  });

  it("asks for a page again that does not come", async () => {
    await browser.connect(0);
    expect(take("pull")).toHaveLength(1);
    await clock.advance(10_000);
    expect(take("pull")).toHaveLength(1);
  });

  it("waits on a live link for what the server brings by itself", async () => {
    await browser.connect(5);
    expect(take("pull")).toEqual([]);
    open(false);
    await browser.connect(5);
    expect(take("pull")).toHaveLength(1);
  });
});

describe("a reset", () => {
  const reset = (change: Partial<Frame<"reset">>): Frame<"reset"> => ({
    type: "reset",
    from: 4,
    from_epoch: 1,
    epoch: 2,
    floor: 0,
    reason: "epoch",
    ...change,
  });

  beforeEach(async () => {
    await browser.connect(4);
    await receive(delta({ to: 4, rows: [entry("e", 4, "old")] }));
    take("pull");
  });

  it("keeps the rows on the screen and the outbox until the new rows are complete, then replaces them", async () => {
    await browser.mutate(create("mine", "typed"));
    onlyPush();
    await receive(reset({}));
    expect(take("pull")).toMatchObject([{ cookie: 0, epoch: 2 }]);
    expect(browser.view.entry("e")?.text).toBe("old");
    await receive(delta({ to: 1, epoch: 2, more: true, rows: [entry("f", 1, "new")] }));
    expect(browser.view.entry("e")?.text).toBe("old");
    await receive(delta({ from: 1, to: 2, epoch: 2, rows: [] }));
    expect(new Set(browser.view.entries().map((row) => row.id))).toEqual(new Set(["mine", "f"]));
    expect(browser.view.meta).toMatchObject({ cookie: 2, epoch: 2 });
  });

  it("by a restored server has everything sent again that it lacks, in order", async () => {
    await browser.mutate(create("mine", "typed"));
    await receive(pushed(onlyPush().id, 1));
    await receive(delta({ from: 4, to: 5, last_mid: 1, rows: [entry("mine", 5, "typed")] }));
    take("pull");
    await receive(reset({ from: 5 }));
    expect(take("pull")).toMatchObject([{ cookie: 0, epoch: 2, fresh: true }]);
    await receive(delta({ to: 3, epoch: 2, last_mid: 0, rows: [entry("e", 3, "older")] }));
    expect(browser.view.entry("mine")?.text).toBe("typed");
    expect(onlyPush()).toMatchObject({ epoch: 2, mutations: [{ mid: 1, args: { id: "mine" } }] });
  });

  it("never steps back to a late answer that is older than what is on the screen", async () => {
    await receive(reset({ epoch: 1, reason: "floor" }));
    take("pull");
    await receive(delta({ to: 2, rows: [entry("e", 2, "older still")] }));
    expect(browser.view.entry("e")?.text).toBe("old");
    expect(take("pull")).toMatchObject([{ cookie: 2, epoch: 1 }]);
    await receive(delta({ from: 2, to: 4, rows: [entry("e", 4, "old")] }));
    expect(browser.view.meta).toMatchObject({ cookie: 4, epoch: 1 });
  });

  it("is ignored when it was answered to another state (R1); the client pulls", async () => {
    await receive(reset({ from: 3 }));
    expect(take("pull")).toMatchObject([{ cookie: 4, epoch: 1 }]);
  });

  it("that answers a push is taken by its epoch, and the outbox is sent again under the new one", async () => {
    await browser.mutate(create("mine", "typed"));
    await receive(reset({ from: 0, id: onlyPush().id }));
    expect(onlyPush()).toMatchObject({ epoch: 2, mutations: [{ mid: 1 }] });
    expect(take("pull")).toMatchObject([{ cookie: 0, epoch: 2 }]);
  });

  it("ends the hearing of what was sent before it", async () => {
    const name = await browser.mutate(create("mine", "typed"));
    await receive(reset({ id: undefined }));
    const [before, after] = take("push");
    await receive({ type: "client_fork", id: before?.id ?? "" });
    expect([after?.epoch, `${id()}.1`]).toEqual([2, name]);
  });

  it("for lag keeps everything and pulls", async () => {
    await receive(reset({ reason: "lag", epoch: 1 }));
    expect(take("pull")).toMatchObject([{ cookie: 4, epoch: 1 }]);
    expect(browser.view.entry("e")?.text).toBe("old");
  });
});
