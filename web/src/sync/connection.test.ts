import { beforeEach, describe, expect, it } from "vitest";
import { ConnectionMonitor, type Facts, stateOf } from "./connection";
import { ManualClock } from "./testing/clock";

const UP: Facts = { link: "up", failures: 0, full: false, online: true, pending: 0, kept: false };
const LOST: Facts = { link: "connecting", failures: 1, full: false, online: true, pending: 0, kept: false };

describe("the state of the connection", () => {
  it.each([
    [UP, "up_to_date"],
    [{ ...UP, pending: 2 }, "sending"],
    [LOST, "reconnecting"],
    [{ ...LOST, online: false }, "offline"],
    [{ ...LOST, failures: 3 }, "offline"],
    [{ ...LOST, failures: 3, full: true }, "disk_full"],
    [{ ...LOST, online: false, full: true }, "offline"],
    [{ ...UP, pending: 2, full: true }, "disk_full"],
    [{ ...UP, full: true }, "up_to_date"],
    [{ ...LOST, link: "sign_in" }, "sign_in"],
    [{ ...LOST, link: "too_old" }, "too_old"],
  ] as const)("%o is %s", (facts, state) => {
    expect(stateOf(facts)).toBe(state);
  });
});

describe("what is shown", () => {
  let clock: ManualClock;
  let monitor: ConnectionMonitor;

  beforeEach(() => {
    clock = new ManualClock();
    monitor = new ConnectionMonitor(clock);
    monitor.update(UP);
  });

  it("leaves out a short drop", async () => {
    monitor.update(LOST);
    await clock.advance(1_400);
    monitor.update(UP);
    await clock.advance(5_000);
    expect(monitor.current.state).toBe("up_to_date");
  });

  it("tells a drop that lasts, and its end at once", async () => {
    monitor.update(LOST);
    await clock.advance(1_500);
    expect(monitor.current).toMatchObject({ state: "reconnecting", since: clock.now() });
    monitor.update({ ...LOST, online: false });
    expect(monitor.current.state).toBe("offline");
    monitor.update(UP);
    expect(monitor.current.state).toBe("up_to_date");
  });

  it("tells at once that the browser has no network", () => {
    monitor.update({ ...LOST, online: false });
    expect(monitor.current.state).toBe("offline");
  });

  it("counts what waits even while it holds its word back", () => {
    monitor.update({ ...UP, pending: 3 });
    expect(monitor.current).toMatchObject({ state: "up_to_date", pending: 3 });
  });

  it("tells at once that the user has to do something", () => {
    monitor.update({ ...LOST, link: "sign_in" });
    expect(monitor.current.state).toBe("sign_in");
  });

  it("tells its listeners only of changes", () => {
    let told = 0;
    const stop = monitor.subscribe(() => {
      told += 1;
    });
    monitor.update(UP);
    expect(told).toBe(0);
    monitor.update({ ...LOST, link: "sign_in" });
    stop();
    monitor.update(UP);
    expect(told).toBe(1);
  });
});
